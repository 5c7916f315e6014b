"""PyTorch as a peer of the benchmarks: reads one command per line and answers each with one line.

load DESCRIPTION WEIGHTS     takes a network; DESCRIPTION has one node per line, see TorchLayers
forward COUNT                seconds of a forward pass of COUNT pictures
project LAYER MAPS           seconds of projecting the strongest units of the MAPS strongest maps of a layer to the input,
                             a forward and a backward pass for each, as with one attribution per call
backward LAYER MAPS          the same with one forward pass for all maps
train COUNT                  seconds of a step of training
answers INPUT OUTPUT         writes the network's scores for pictures
projection INPUT LAYER MAP Y X OUTPUT    writes the projection of one unit
quit
Arguments: the number of threads; cpu or gpu. Times include bringing pictures to a GPU and results back.
Files of numbers are 32-bit floats, little-endian, channels first.
"""
import sys
import time

try:
    import torch
    import torch.nn.functional as functional
except ImportError as error:
    print("error", error, flush=True)
    sys.exit(0)


class Rectification(torch.nn.ReLU):
    """Rectification; while projecting, what comes down is rectified in place of the gradient."""

    projecting = False

    def __init__(self):
        super().__init__()
        self.register_full_backward_hook(self.rectify)

    @staticmethod
    def rectify(module, inputs, outputs):
        return (functional.relu(outputs[0]),) if Rectification.projecting else None


class Normalization(torch.nn.LocalResponseNorm):
    """Response normalisation; while projecting, what comes down passes unchanged, which costs nothing."""

    def forward(self, maps):
        if not Rectification.projecting:
            return super().forward(maps)
        with torch.no_grad():
            change = super().forward(maps) - maps
        return maps + change


class Concatenation(torch.nn.Module):
    def forward(self, *parts):
        return torch.cat(parts, 1)


class Padded(torch.nn.Module):
    """Pads unequally before a layer."""

    def __init__(self, layer, padding, value):
        super().__init__()
        self.layer = layer
        self.padding = padding
        self.value = value

    def forward(self, maps):
        return self.layer(functional.pad(maps, self.padding, value=self.value))


class Network(torch.nn.Module):
    def __init__(self, description, weights):
        super().__init__()
        self.steps = []
        self.layers = torch.nn.ModuleList()
        self.numbers = open(weights, "rb")
        for line in open(description, encoding="utf-8"):
            name, kind, inputs, *settings = line.rstrip("\n").split("\t")
            if kind == "input":
                self.input = [int(size) for size in settings]
                self.input_name = name
                continue
            layer = getattr(self, "make_" + kind)(*[float(setting) for setting in settings])
            self.layers.append(layer)
            self.steps.append((name, inputs.split(","), layer))
        self.numbers.close()

    def read(self, *shape):
        count = 1
        for size in shape:
            count *= size
        values = torch.frombuffer(bytearray(self.numbers.read(4 * count)), dtype=torch.float32)
        return torch.nn.Parameter(values.reshape(shape))

    def make_convolution(self, channels, filters, height, width, down, across, *rest):
        top, left, bottom, right, dilation_y, dilation_x, groups, bias = (int(value) for value in rest)
        channels, filters, height, width = int(channels), int(filters), int(height), int(width)
        equal = top == bottom and left == right
        layer = torch.nn.Conv2d(channels, filters, (height, width), (int(down), int(across)),
                                (top, left) if equal else 0, (dilation_y, dilation_x), groups, bias > 0)
        layer.weight = self.read(filters, channels // groups, height, width)
        if bias:
            layer.bias = self.read(filters)
        return layer if equal else Padded(layer, (left, right, top, bottom), 0.0)

    def make_pool(self, height, width, down, across, top, left, bottom, right, round_up):
        equal = top == bottom and left == right
        layer = torch.nn.MaxPool2d((int(height), int(width)), (int(down), int(across)),
                                   (int(top), int(left)) if equal else 0, ceil_mode=round_up > 0)
        return layer if equal else Padded(layer, (int(left), int(right), int(top), int(bottom)), -float("inf"))

    def make_dense(self, inputs, units, bias):
        layer = torch.nn.Linear(int(inputs), int(units), bias > 0)
        layer.weight = self.read(int(units), int(inputs))
        if bias:
            layer.bias = self.read(int(units))
        return layer

    def make_normalization(self, size, alpha, beta, bias):
        return Normalization(int(size), alpha, beta, bias)

    def make_rectification(self):
        return Rectification()

    def make_dropout(self, rate):
        return torch.nn.Dropout(rate)

    def make_concatenation(self):
        return Concatenation()

    def make_mean(self):
        return torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten())

    def make_flatten(self):
        return torch.nn.Flatten()

    def make_softmax(self):
        return torch.nn.Identity()

    def forward(self, pictures, last=None):
        """Up to a layer, or to the scores before the softmax."""
        outputs = {self.input_name: pictures}
        for name, inputs, layer in self.steps:
            outputs[name] = layer(*[outputs[source] for source in inputs])
            if name == last:
                return outputs[name]
        return outputs[self.steps[-1][0]]


class Peer:
    def __init__(self, device):
        self.device = device

    def load(self, description, weights):
        self.network = Network(description, weights).eval().to(self.device)
        self.batches = {}
        self.trained = None
        return "loaded"

    def batch(self, count):
        if count not in self.batches:
            generator = torch.Generator().manual_seed(1)
            self.batches[count] = torch.randn(count, *self.network.input, generator=generator)
        return self.batches[count]

    def forward(self, count):
        pictures = self.batch(int(count))
        start = time.perf_counter()
        with torch.no_grad():
            torch.softmax(self.network(pictures.to(self.device)).flatten(1), 1).cpu()
        return time.perf_counter() - start

    def strongest(self, layer, maps):
        """Map, row and column of the strongest units of the strongest maps."""
        with torch.no_grad():
            output = self.network(self.batch(1).to(self.device), layer)[0]
        values, places = output.flatten(1).max(1)
        values, places = values.cpu(), places.cpu()
        width = output.shape[2]
        return [(map_, int(places[map_]) // width, int(places[map_]) % width)
                for map_ in values.topk(min(maps, len(values))).indices.tolist()]

    def below(self, pictures, output, unit, keep):
        place = (0,) + unit[:output.dim() - 1]  # a vector has no rows and columns
        kept = torch.zeros_like(output)
        kept[place] = output[place].detach()
        return torch.autograd.grad(output, pictures, kept, retain_graph=keep)[0].cpu()

    def project(self, layer, maps, forward_passes=True):
        self.network.requires_grad_(False)
        start = time.perf_counter()
        pictures = self.batch(1).clone().to(self.device).requires_grad_(True)
        units = self.strongest(layer, int(maps))
        Rectification.projecting = True
        output = None
        for unit in units:
            if output is None or forward_passes:
                output = self.network(pictures, layer)
            self.below(pictures, output, unit, not forward_passes)
        seconds = time.perf_counter() - start
        Rectification.projecting = False
        return seconds

    def backward(self, layer, maps):
        return self.project(layer, maps, False)

    def train(self, count):
        network = self.network
        if self.trained is None:
            network.requires_grad_(True)
            kernels = [value for value in network.parameters() if value.dim() > 1]
            biases = [value for value in network.parameters() if value.dim() == 1]
            self.trained = torch.optim.SGD([{"params": kernels, "weight_decay": 5e-4}, {"params": biases}], 1e-5, 0.9)
        pictures = self.batch(int(count))
        labels = torch.zeros(int(count), dtype=torch.long)
        network.train()
        start = time.perf_counter()
        self.trained.zero_grad()
        loss = functional.cross_entropy(network(pictures.to(self.device)).flatten(1), labels.to(self.device))
        loss.backward()
        self.trained.step()
        with torch.no_grad():
            for value in network.parameters():
                if value.dim() == 4:
                    excess = value.square().mean((1, 2, 3), keepdim=True).sqrt() / 0.1
                    value.div_(excess.clamp(min=1))
        loss.item()
        if self.device == "cuda":
            torch.cuda.synchronize()
        seconds = time.perf_counter() - start
        network.eval()
        return seconds

    def pictures(self, path):
        values = torch.frombuffer(bytearray(open(path, "rb").read()), dtype=torch.float32)
        return values.reshape(-1, *self.network.input).to(self.device)

    @staticmethod
    def write(path, values):
        with open(path, "wb") as file:
            file.write(values.detach().contiguous().cpu().numpy().astype("<f4").tobytes())
        return "written"

    def answers(self, source, target):
        with torch.no_grad():
            return self.write(target, torch.softmax(self.network(self.pictures(source)).flatten(1), 1))

    def projection(self, source, layer, map_, row, column, target):
        self.network.requires_grad_(False)
        pictures = self.pictures(source).requires_grad_(True)
        Rectification.projecting = True
        output = self.network(pictures, layer)
        below = self.below(pictures, output, (int(map_), int(row), int(column)), False)
        Rectification.projecting = False
        return self.write(target, below)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    if sys.argv[2] == "gpu":
        torch.backends.cudnn.benchmark = True
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cuda.matmul.allow_tf32 = False
    print("torch", torch.__version__, flush=True)
    peer = Peer("cuda" if sys.argv[2] == "gpu" else "cpu")
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split("\t")
        if command == "quit":
            return
        try:
            print("done", getattr(peer, command)(*arguments), flush=True)
        except Exception as error:  # told to the benchmark, which stops
            print("error", repr(error).replace("\n", " "), flush=True)


main()

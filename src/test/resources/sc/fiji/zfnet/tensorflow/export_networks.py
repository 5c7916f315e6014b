"""Writes the networks that the program ExportedNetworks goes through: torchvision's families as PyTorch exports them, small
networks with other normalisations and functions, and graphs as Keras' exporter writes them (channels last, padding apart,
products for full connections). All weights and batch statistics are random, so that none of them can be left out unnoticed.

    python3 export_networks.py FOLDER [NAME ...]

Needs torch, torchvision, numpy and onnx (Debian: python3-torch, python3-torchvision, python3-onnx).
"""
import sys

import numpy as np
import onnx
import torch
import torchvision.models as families
from onnx import TensorProto, helper, numpy_helper
from torch import nn

SIZES = {'alexnet': 224, 'vgg11_bn': 224, 'inception_v3': 96, 'vit_b_16': 224}
FAMILIES = '''resnet18 resnet34 resnet50 resnet101 resnext50_32x4d wide_resnet50_2 densenet121 densenet169 mobilenet_v2
mobilenet_v3_large mobilenet_v3_small mnasnet0_5 mnasnet0_75 mnasnet1_0 mnasnet1_3 efficientnet_b0 efficientnet_b1
efficientnet_b2 efficientnet_b3 efficientnet_v2_s googlenet inception_v3 regnet_x_400mf regnet_x_800mf regnet_y_400mf
regnet_y_800mf regnet_y_1_6gf shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 squeezenet1_0 squeezenet1_1
densenet201 resnet152 alexnet vgg11_bn regnet_x_1_6gf convnext_tiny swin_t vit_b_16'''.split()


class Normalised(nn.Module):
    """A residual network with another normalisation and function."""

    def __init__(self, norm, function, channels=24):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, channels, 5, 2, 2), norm(channels), function())
        self.blocks = nn.ModuleList(nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1), norm(channels), function(),
                                                  nn.Conv2d(channels, channels, 3, 1, 1), norm(channels)) for _ in range(3))
        self.function = function()
        self.pool = nn.MaxPool2d(3, 2, ceil_mode=True)
        self.average = nn.AvgPool2d(3, 2, ceil_mode=True)
        self.classes = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 20))

    def forward(self, x):
        x = self.pool(self.stem(x))
        for block in self.blocks:
            x = self.function(x + block(x))
        return self.classes(self.average(x))


SMALL = {
    'groupnorm_silu': lambda: Normalised(lambda c: nn.GroupNorm(4, c), nn.SiLU),
    'groupnorm_one_gelu': lambda: Normalised(lambda c: nn.GroupNorm(1, c), nn.GELU),
    'instancenorm_leaky': lambda: Normalised(lambda c: nn.InstanceNorm2d(c, affine=True), lambda: nn.LeakyReLU(0.1)),
    'batchnorm_prelu': lambda: Normalised(nn.BatchNorm2d, nn.PReLU),
    'batchnorm_mish': lambda: Normalised(nn.BatchNorm2d, nn.Mish),
    'batchnorm_elu': lambda: Normalised(nn.BatchNorm2d, nn.ELU),
    'batchnorm_hardswish': lambda: Normalised(nn.BatchNorm2d, nn.Hardswish),
    'selu': lambda: Normalised(lambda c: nn.Identity(), nn.SELU),
    'celu_softplus': lambda: Normalised(nn.BatchNorm2d, nn.Softplus),
    'relu6_sigmoid': lambda: nn.Sequential(Normalised(nn.BatchNorm2d, nn.ReLU6), nn.Sigmoid()),
    'log_softmax': lambda: nn.Sequential(Normalised(nn.BatchNorm2d, nn.ReLU), nn.LogSoftmax(1)),
}


def randomised(net):
    for part in net.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.2)
            part.running_var.uniform_(0.6, 1.6)
        if isinstance(part, (nn.BatchNorm2d, nn.GroupNorm, nn.InstanceNorm2d, nn.LayerNorm)) and part.weight is not None:
            part.weight.data.uniform_(0.6, 1.4)
            part.bias.data.normal_(0, 0.2)
        if isinstance(part, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(part.weight, nonlinearity='relu')
    return net.eval()


def export_torch(name, index, folder):
    torch.manual_seed(index)
    extra = dict(aux_logits=False, init_weights=False) if name in ('googlenet', 'inception_v3') else {}
    net = SMALL[name]() if name in SMALL else getattr(families, name)(weights=None, num_classes=20, **extra)
    side = SIZES.get(name, 64)
    # As users export: graphs folded for inference or not, with an open number of pictures or not, old and new operator sets.
    mode = torch.onnx.TrainingMode.PRESERVE if index % 2 else torch.onnx.TrainingMode.EVAL
    opset = [9, 11, 13, 14, 16][index % 5]
    if name in ('swin_t', 'vit_b_16') or 'mish' in name or 'hardswish' in name:
        opset = 14
    with torch.no_grad():
        torch.onnx.export(randomised(net), torch.randn(1, 3, side, side), f'{folder}/{name}.onnx', input_names=['input'],
                          output_names=['scores'], opset_version=opset, training=mode,
                          dynamic_axes={'input': {0: 'batch'}} if index % 3 == 0 else None)


class Keras:
    """A graph as Keras' exporter writes it: channels last at the input, turned for each network once, names with slashes."""

    def __init__(self, seed, side, opset, half=False):
        self.random = np.random.RandomState(seed)
        self.nodes, self.weights, self.opset, self.half = [], [], opset, half
        self.side, self.channels, self.count = side, 3, 0
        self.last = self.add('Transpose', ['input_1'], perm=[0, 3, 1, 2])

    def constant(self, values, integers=False):
        name = f'const_{len(self.weights)}'
        array = np.asarray(values, np.int64 if integers else np.float16 if self.half else np.float32)
        self.weights.append(numpy_helper.from_array(array, name))
        if not self.half or integers:
            return name
        return self.add('Cast', [name], to=TensorProto.FLOAT)

    def add(self, operator, inputs, **attributes):
        self.count += 1
        name = f'model/layer_{self.count}/{operator}'
        self.nodes.append(helper.make_node(operator, inputs, [name + ':0'], name=name, **attributes))
        self.last = name + ':0'
        return self.last

    def normal(self, *shape):
        return self.random.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape)

    def conv(self, x, inputs, filters, size, stride=1, group=1, same=True, bias=False):
        names = [x, self.constant(self.normal(filters, inputs // group, size, size))]
        if bias:
            names.append(self.constant(self.random.normal(0, 0.1, filters)))
        return self.add('Conv', names, group=group, strides=[stride, stride], kernel_shape=[size, size],
                        auto_pad='SAME_UPPER' if same else 'VALID')

    def batch_norm(self, x, channels):
        r = self.random
        values = [r.uniform(0.6, 1.4, channels), r.normal(0, 0.2, channels), r.normal(0, 0.2, channels), r.uniform(0.6, 1.6, channels)]
        return self.add('BatchNormalization', [x] + [self.constant(v) for v in values], epsilon=1e-3)

    def relu6(self, x):
        if self.opset < 11:
            return self.add('Clip', [x], min=0.0, max=6.0)
        return self.add('Clip', [x, self.constant(0.0), self.constant(6.0)])

    def pad(self, x, top, left, bottom, right):
        pads = [0, 0, top, left, 0, 0, bottom, right]
        if self.opset < 11:
            return self.add('Pad', [x], pads=pads)
        return self.add('Pad', [x, self.constant(pads, True)])

    def swish(self, x):
        return self.add('Mul', [x, self.add('Sigmoid', [x])])

    def mean(self, x, keep):
        return self.add('ReduceMean', [x], axes=[2, 3], keepdims=keep)

    def squeeze_excite(self, x, channels):
        pooled = self.add('Reshape', [self.mean(x, 0), self.constant([-1, 1, 1, channels], True)])
        turned = self.add('Transpose', [pooled], perm=[0, 3, 1, 2])
        small = self.swish(self.conv(turned, channels, max(4, channels // 4), 1, bias=True))
        gate = self.add('Sigmoid', [self.conv(small, max(4, channels // 4), channels, 1, bias=True)])
        return self.add('Mul', [x, gate])

    def dense(self, x, inputs, units):
        product = self.add('MatMul', [x, self.constant(self.random.normal(0, np.sqrt(1 / inputs), (inputs, units)))])
        return self.add('Add', [product, self.constant(self.random.normal(0, 0.1, units))])

    def write(self, x, path):
        output = self.add('Softmax', [x], axis=1 if self.opset < 13 else -1)
        graph = helper.make_graph(self.nodes, 'tf2onnx',
                                  [helper.make_tensor_value_info('input_1', TensorProto.FLOAT, ['unk__1', self.side, self.side, 3])],
                                  [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)], self.weights)
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid('', self.opset)], ir_version=7), path)


def keras_vgg(k):
    x = k.last
    for inputs, filters in ((3, 16), (16, 32), (32, 48)):
        x = k.add('Relu', [k.conv(x, inputs, filters, 3, bias=True)])
        x = k.add('MaxPool', [x], kernel_shape=[2, 2], strides=[2, 2], auto_pad='VALID')
    side = k.side // 8
    x = k.add('Transpose', [x], perm=[0, 2, 3, 1])
    x = k.add('Reshape', [x, k.constant([-1, side * side * 48], True)])
    x = k.add('Relu', [k.dense(x, side * side * 48, 64)])
    return k.dense(x, 64, 20)


def keras_resnet(k):
    x = k.pad(k.last, 3, 3, 3, 3)
    x = k.add('Relu', [k.batch_norm(k.conv(x, 3, 16, 7, 2, same=False, bias=True), 16)])
    x = k.add('MaxPool', [k.pad(x, 1, 1, 1, 1)], kernel_shape=[3, 3], strides=[2, 2])
    for stride, inputs, filters in ((1, 16, 32), (2, 32, 48), (1, 48, 48)):
        short = x if inputs == filters else k.batch_norm(k.conv(x, inputs, filters, 1, stride), filters)
        y = k.add('Relu', [k.batch_norm(k.conv(x, inputs, filters, 1, stride), filters)])
        y = k.batch_norm(k.conv(y, filters, filters, 3, bias=True), filters)
        x = k.add('Relu', [k.add('Add', [short, y])])
    return k.dense(k.mean(x, 0), 48, 20)


def keras_mobilenet(k):
    x = k.relu6(k.batch_norm(k.conv(k.pad(k.last, 0, 0, 1, 1), 3, 16, 3, 2, same=False), 16))
    for stride, inputs, filters in ((1, 16, 24), (2, 24, 32), (1, 32, 32), (2, 32, 64)):
        y = k.pad(x, 0, 0, 1, 1) if stride == 2 else x
        x = k.relu6(k.batch_norm(k.conv(y, inputs, inputs, 3, stride, inputs, same=stride == 1), inputs))
        x = k.relu6(k.batch_norm(k.conv(x, inputs, filters, 1), filters))
    x = k.add('GlobalAveragePool', [x])
    x = k.conv(x, 64, 20, 1, bias=True)
    return k.add('Squeeze', [x], axes=[2, 3]) if k.opset < 13 else k.add('Squeeze', [x, k.constant([2, 3], True)])


def keras_efficientnet(k):
    factor, shift = k.constant(1 / 0.23), k.constant(np.reshape([0.1, -0.2, 0.3], (3, 1, 1)))
    x = k.add('Sub', [k.add('Mul', [k.last, factor]), shift])
    x = k.swish(k.batch_norm(k.conv(x, 3, 16, 3, 2), 16))
    for stride, inputs, filters in ((1, 16, 16), (2, 16, 24), (1, 24, 24)):
        y = k.swish(k.batch_norm(k.conv(x, inputs, 4 * inputs, 1), 4 * inputs))
        y = k.swish(k.batch_norm(k.conv(y, 4 * inputs, 4 * inputs, 5, stride, 4 * inputs), 4 * inputs))
        y = k.batch_norm(k.conv(k.squeeze_excite(y, 4 * inputs), 4 * inputs, filters, 1), filters)
        x = k.add('Add', [y, x]) if inputs == filters and stride == 1 else y
    return k.dense(k.mean(x, 0), 24, 20)


def keras_inception(k):
    x = k.add('Relu', [k.batch_norm(k.conv(k.last, 3, 24, 3, 2, same=False), 24)])
    for channels in (24, 40):
        branches = [k.add('Relu', [k.conv(x, channels, 16, 1)]), k.add('Relu', [k.conv(x, channels, 16, 3)]),
                    k.conv(k.add('AveragePool', [x], kernel_shape=[3, 3], strides=[1, 1], auto_pad='SAME_UPPER'), channels, 8, 1)]
        x = k.add('Concat', branches, axis=1)
    x = k.add('LeakyRelu', [x], alpha=0.3)
    x = k.add('ReduceMax', [x], axes=[2, 3], keepdims=0)
    return k.dense(x, 40, 20)


KERAS = {'keras_vgg': keras_vgg, 'keras_resnet': keras_resnet, 'keras_mobilenet': keras_mobilenet,
         'keras_efficientnet': keras_efficientnet, 'keras_inception': keras_inception, 'keras_mobilenet_half': keras_mobilenet}


def main(folder, *wanted):
    for index, name in enumerate(FAMILIES + list(SMALL) + list(KERAS)):
        if wanted and name not in wanted:
            continue
        try:
            if name in KERAS:
                graph = Keras(index, 64, [9, 11, 12, 13][index % 4], name.endswith('half'))
                graph.write(KERAS[name](graph), f'{folder}/{name}.onnx')
            else:
                export_torch(name, index, folder)
            print(name, 'written', flush=True)
        except Exception as problem:
            print(name, 'cannot be exported:', str(problem)[:200], flush=True)


main(*sys.argv[1:])

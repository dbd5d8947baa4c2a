// Normalisations and softmax.
#ifndef NN_NORMALIZATION_TD
#define NN_NORMALIZATION_TD
include "base.td"

def NN_BatchNormOp : NN_Op<"batch_norm", "normalisation by recorded statistics", "output = (input - mean) / √(variance + epsilon) * scale + bias; the four have an element for each index along `axis`.",
    "%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>",
    "%arg0, %arg1, %arg2, %arg3, %arg4 {axis = 1 : i64} : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>"> {
  let arguments = (ins FloatTensor:$input, FloatTensor:$scale, FloatTensor:$bias, FloatTensor:$mean, FloatTensor:$variance, AxisAttr:$axis, DefaultF32<"1.000000e-05">:$epsilon);
  let results = (outs FloatTensor:$output);
}
def NN_GroupNormOp : NN_Op<"group_norm", "normalisation of groups of channels", "output = (input - mean) / √(variance + epsilon) * scale[c] + bias[c]; mean and variance are of each sample (dimension 0) and each of `groups` groups of channels (along `axis`).",
    "%arg0: tensor<1x4x4xf32>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>",
    "%arg0, %arg1, %arg2 {axis = 2 : i64, groups = 2 : i64} : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>"> {
  let arguments = (ins FloatTensor:$input, FloatTensor:$scale, FloatTensor:$bias, AxisAttr:$axis, I64Attr:$groups, DefaultF32<"1.000000e-05">:$epsilon);
  let results = (outs FloatTensor:$output);
}
def NN_LayerNormOp : NN_Op<"layer_norm", "normalisation of the last dimensions", "output = (input - mean) / √(variance + epsilon) * scale + bias; mean and variance are taken over the dimensions from `axis` on, scale and bias broadcast to them.",
    "%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>",
    "%arg0, %arg1, %arg2 {axis = 1 : i64} : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>"> {
  let arguments = (ins FloatTensor:$input, FloatTensor:$scale, Optional<FloatTensor>:$bias, AxisAttr:$axis, DefaultF32<"1.000000e-05">:$epsilon);
  let results = (outs FloatTensor:$output);
}
def NN_LocalResponseNormOp : NN_Op<"local_response_norm", "normalisation across neighbouring channels", "output[.., c] = input[.., c] / (bias + alpha / size * sum of the squares of the `size` channels around c) ^ beta; channels are along `axis`.",
    "%arg0: tensor<1x2x2x5xf32>", "%arg0 {axis = 3 : i64, size = 3 : i64} : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>"> {
  let arguments = (ins FloatTensor:$input, AxisAttr:$axis, I64Attr:$size, DefaultF32<"1.000000e-04">:$alpha, DefaultF32<"7.500000e-01">:$beta, DefaultF32<"1.000000e+00">:$bias);
  let results = (outs FloatTensor:$output);
}
def NN_LogSoftmaxOp : NN_Op<"log_softmax", "logarithm of softmax", "output = input - ln(sum of exp(input)), along `axis` (the last without).",
    "%arg0: tensor<1x4xf32>", "%arg0 : (tensor<1x4xf32>) -> tensor<1x4xf32>"> {
  let arguments = (ins FloatTensor:$input, OptionalAttr<AxisAttr>:$axis);
  let results = (outs FloatTensor:$output);
}
def NN_RmsNormOp : NN_Op<"rms_norm", "normalisation of the last dimensions by their root mean square", "output = input / √(mean of input² + epsilon) * scale; the mean is taken over the dimensions from `axis` on, scale broadcasts to the input.",
    "%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>",
    "%arg0, %arg1 {axis = 1 : i64} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>"> {
  let arguments = (ins FloatTensor:$input, FloatTensor:$scale, AxisAttr:$axis, DefaultF32<"1.000000e-05">:$epsilon);
  let results = (outs FloatTensor:$output);
}
def NN_SoftmaxOp : NN_Op<"softmax", "softmax along a dimension", "output = exp(beta * input) / sum of exp(beta * input), along `axis` (the last without).",
    "%arg0: tensor<1x4xf32>", "%arg0 : (tensor<1x4xf32>) -> tensor<1x4xf32>"> {
  let arguments = (ins FloatTensor:$input, OptionalAttr<AxisAttr>:$axis, DefaultF32<"1.000000e+00">:$beta);
  let results = (outs FloatTensor:$output);
}

#endif // NN_NORMALIZATION_TD

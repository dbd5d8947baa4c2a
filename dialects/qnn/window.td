// Convolutions, matrix products, pooling and resizing. Pictures are NHWC, filters OHWI.
#ifndef QNN_WINDOW_TD
#define QNN_WINDOW_TD
include "base.td"


class QNN_ConvOp<string mnemonic, string what, string formula, string filter, string attributes, string result>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<1x4x4x2x@Q>, %arg1: tensor<" # filter # "x@W>",
             "%arg0, %arg1 " # attributes # ": (tensor<1x4x4x2x@Q>, tensor<" # filter # "x@W>) -> tensor<" # result # "x@Q>"> {
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<WideBiasTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
}
def QNN_Conv2DOp : QNN_ConvOp<"conv2d", "convolution", [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx,i of ifm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, g*I + i] * filter[o,ky,kx,i]),
    g the group of o. ifm is NHWC, filter OHWI; taps outside the picture are zero. Where the filter has fewer channels I than ifm, their quotient is the number of groups.
    The bias has the products' scale. One of i64 (of 16-bit activations) makes sums of 64 bits, which are rescaled by a multiplier of 16.}],
    "3x3x3x2", "{padding = array<i64: 1, 1, 1, 1>} ", "1x4x4x3">;
def QNN_DepthwiseConv2DOp : QNN_ConvOp<"depthwise_conv2d", "convolution of each channel by itself", [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx of ifm[n, .., .., o / m] * filter[0,ky,kx,o]), m the quotient of the channel counts.
    ifm is NHWC, filter 1HWO; bias and sums as for conv2d.}],
    "1x3x3x2", "", "1x2x2x2">;
def QNN_ConvTranspose2DOp : QNN_ConvOp<"conv_transpose2d", "transposed convolution", [{
    Every element of ifm, multiplied with the filter, is added to ofm: ifm[n,y,x,i] * filter[o,ky,kx,i] to ofm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, o].
    The result has (h-1)*sh + (kh-1)*dh + 1 + output_padding - top - bottom rows. Bias and sums as for conv2d.}],
    "1x3x3x2", "{stride = array<i64: 2, 2>} ", "1x9x9x1"> {
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<WideBiasTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Zeros:$output_padding, Activation:$activation);
}

def QNN_FullyConnectedOp : QNN_Op<"fully_connected", "matrix product with a weight matrix",
    "ofm[b,o] = act(bias[o] + sum over k of ifm[b,k] * filter[o,k]). ifm of any rank is read as rows of k elements.",
    "%arg0: tensor<1x8x@Q>, %arg1: tensor<4x8x@W>",
    "%arg0, %arg1 : (tensor<1x8x@Q>, tensor<4x8x@W>) -> tensor<1x4x@Q>"> {
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<WideBiasTensor>:$bias, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
}

def QNN_MatmulOp : QNN_Op<"matmul", "matrix product of the last two dimensions",
    "ofm[..,i,j] = sum over k of lhs[..,i,k] * rhs[..,k,j]. Leading dimensions broadcast.",
    "%arg0: tensor<2x3x4x@Q>, %arg1: tensor<4x5x@Q>",
    "%arg0, %arg1 : (tensor<2x3x4x@Q>, tensor<4x5x@Q>) -> tensor<2x3x5x@Q>"> {
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs);
  let results = (outs QuantTensor:$ofm);
}

class QNN_PoolOp<string mnemonic, string what, string formula, string attributes, string result>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<1x4x4x2x@Q>",
             "%arg0 " # attributes # " : (tensor<1x4x4x2x@Q>) -> tensor<" # result # "x@Q>"> {
  let arguments = (ins QuantTensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
}
def QNN_AvgPool2DOp : QNN_PoolOp<"avg_pool2d", "mean of each window",
    "The mean of the taps inside the picture, clamped by the activation. ifm is NHWC.",
    "{kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>}", "1x2x2x2">;
def QNN_MaxPool2DOp : QNN_PoolOp<"max_pool2d", "maximum of each window",
    "The largest of the taps inside the picture, clamped by the activation. ifm is NHWC.",
    "{kernel = array<i64: 2, 2>}", "1x3x3x2">;

def ResizeModeAttr : StrEnumAttr<"ResizeMode", "how a result is made of its neighbours", [
  StrEnumAttrCase<"linear">, StrEnumAttrCase<"nearest">]>;
def ResizeCoordinatesAttr : StrEnumAttr<"ResizeCoordinates", "where an index of the result lies in the input", [
  StrEnumAttrCase<"asymmetric">, StrEnumAttrCase<"half_pixel">, StrEnumAttrCase<"align_corners">]>;
def QNN_ResizeOp : QNN_Op<"resize", "another size by interpolation", [{
    A picture NHWC becomes the result's height and width. Index i lies at i*s (asymmetric), (i + 1/2)*s - 1/2 (half_pixel), with s the quotient of the sizes, or at i*(in-1)/(out-1) (align_corners).
    `linear` interpolates in 10-bit fixed point, `nearest` rounds down, with align_corners to the nearest.}],
    "%arg0: tensor<1x4x4x2x@Q>", "%arg0 {mode = \"linear\"} : (tensor<1x4x4x2x@Q>) -> tensor<1x8x8x2x@Q>"> {
  let arguments = (ins QuantTensor:$input, ResizeModeAttr:$mode, ByDefault<ResizeCoordinatesAttr, "\"asymmetric\"">:$coordinates);
  let results = (outs QuantTensor:$output);
}

#endif // QNN_WINDOW_TD

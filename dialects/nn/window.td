// Convolutions, pooling, and what samples pictures. Pictures are N, spatial…, C; filters O, spatial…, I.
#ifndef NN_WINDOW_TD
#define NN_WINDOW_TD
include "base.td"

//===----------------------------------------------------------------------===//
// Convolutions and matrix products
//===----------------------------------------------------------------------===//

def NN_Conv2DOp : NN_Op<"conv2d", "convolution", [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx,i of ifm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, g*I + i] * filter[o,ky,kx,i]),
    g the group of o. ifm is NHWC, filter OHWI; taps outside the picture are zero. Where the filter has fewer channels I than ifm, their quotient is the number of groups.}],
    "%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>",
    "%arg0, %arg1 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>"> {
  let arguments = (ins NumberTensor:$ifm, NumberTensor:$filter, Optional<NumberTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs NumberTensor:$ofm);
}
def NN_Conv3DOp : NN_Op<"conv3d", "convolution over three spatial dimensions",
    "As conv2d. ifm is NDHWC, filter ODHWI.",
    "%arg0: tensor<1x4x4x4x2xf32>, %arg1: tensor<3x2x2x2x2xf32>",
    "%arg0, %arg1 : (tensor<1x4x4x4x2xf32>, tensor<3x2x2x2x2xf32>) -> tensor<1x3x3x3x3xf32>"> {
  let arguments = (ins NumberTensor:$ifm, NumberTensor:$filter, Optional<NumberTensor>:$bias, Ones3D:$stride, Ones3D:$dilation, NoPadding3D:$padding, Activation:$activation);
  let results = (outs NumberTensor:$ofm);
}
def NN_DepthwiseConv2DOp : NN_Op<"depthwise_conv2d", "convolution of each channel by itself", [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx of ifm[n, .., .., o / m] * filter[0,ky,kx,o]), m the quotient of the channel counts.
    ifm is NHWC, filter 1HWO.}],
    "%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>",
    "%arg0, %arg1 : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x2x2x2xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$filter, Optional<FloatTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs FloatTensor:$ofm);
}
def NN_ConvTranspose2DOp : NN_Op<"conv_transpose2d", "transposed convolution", [{
    Every element of ifm, multiplied with the filter, is added to ofm: ifm[n,y,x,g*I + i] * filter[o,ky,kx,i] to ofm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, o].
    The result has (h-1)*sh + (kh-1)*dh + 1 + output_padding - top - bottom rows. Groups as for conv2d.}],
    "%arg0: tensor<1x2x2x1xf32>, %arg1: tensor<1x3x3x1xf32>",
    "%arg0, %arg1 {stride = array<i64: 2, 2>} : (tensor<1x2x2x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x5x5x1xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$filter, Optional<FloatTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Zeros2D:$output_padding, Activation:$activation);
  let results = (outs FloatTensor:$ofm);
}
def NN_ConvTranspose3DOp : NN_Op<"conv_transpose3d", "transposed convolution over three spatial dimensions",
    "As conv_transpose2d.",
    "%arg0: tensor<1x2x2x2x1xf32>, %arg1: tensor<1x3x3x3x1xf32>",
    "%arg0, %arg1 : (tensor<1x2x2x2x1xf32>, tensor<1x3x3x3x1xf32>) -> tensor<1x4x4x4x1xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$filter, Optional<FloatTensor>:$bias, Ones3D:$stride, Ones3D:$dilation, NoPadding3D:$padding, Zeros3D:$output_padding, Activation:$activation);
  let results = (outs FloatTensor:$ofm);
}
def NN_DeformConv2DOp : NN_Op<"deform_conv2d", "convolution whose taps are moved", [{
    As conv2d, but tap k of output position p is read at its place plus offset[n,y,x,2*(og*K + k)] rows and offset[n,y,x,2*(og*K + k) + 1] columns, bilinearly (zero outside), times mask[n,y,x,og*K + k]; og is the channel's offset group, K the number of taps. }],
    "%arg0: tensor<1x3x3x1xf32>, %arg1: tensor<1x2x2x1xf32>, %arg2: tensor<1x2x2x8xf32>, %arg3: tensor<1x2x2x4xf32>, %arg4: tensor<1xf32>",
    "%arg0, %arg1, %arg2, %arg3, %arg4 : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$filter, FloatTensor:$offset, FloatTensor:$mask, FloatTensor:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, DefaultI64<"1">:$offset_groups);
  let results = (outs FloatTensor:$ofm);
}
def NN_FullyConnectedOp : NN_Op<"fully_connected", "matrix product with a weight matrix",
    "ofm[b,o] = act(bias[o] + sum over k of ifm[b,k] * filter[o,k]). ifm of any rank is read as rows of k elements.",
    "%arg0: tensor<1x8xf32>, %arg1: tensor<4x8xf32>",
    "%arg0, %arg1 : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$filter, Optional<FloatTensor>:$bias, Activation:$activation);
  let results = (outs FloatTensor:$ofm);
}
def NN_MatmulOp : NN_Op<"matmul", "matrix product of the last two dimensions",
    "ofm[..,i,j] = sum over k of lhs[..,i,k] * rhs[..,k,j]. Leading dimensions broadcast; an operand of one dimension is a row (lhs) or a column (rhs), whose dimension the result lacks. The sum of integers is taken in the result's element type.",
    "%arg0: tensor<2x3x4xf32>, %arg1: tensor<4x5xf32>",
    "%arg0, %arg1 : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>"> {
  let arguments = (ins NumberTensor:$lhs, NumberTensor:$rhs);
  let results = (outs NumberTensor:$ofm);
}
def NN_EinsumOp : NN_Op<"einsum", "sum of products by Einstein's convention",
    "The equation names the dimensions of the operands and of the result with letters; `...` stands for leading dimensions that broadcast. Dimensions that the result does not name are summed over.",
    "%arg0: tensor<2x3xf32>, %arg1: tensor<3x4xf32>",
    "%arg0, %arg1 {equation = \"ij,jk->ik\"} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>"> {
  let arguments = (ins Variadic<NumberTensor>:$inputs, StrAttr:$equation);
  let results = (outs NumberTensor:$output);
}
def NN_DetOp : NN_Op<"det", "determinant of the last two dimensions", "output[..] = det(input[..,:,:]).",
    "%arg0: tensor<2x3x3xf32>", "%arg0 : (tensor<2x3x3xf32>) -> tensor<2xf32>"> {
  let arguments = (ins FloatTensor:$input);
  let results = (outs FloatTensor:$output);
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

class NN_PoolOp<string mnemonic, string what, string formula, string params, string example> : NN_Op<mnemonic, what, formula, params, example> {
  let results = (outs NumberTensor:$ofm);
}
def NN_AvgPool2DOp : NN_PoolOp<"avg_pool2d", "mean of each window", "The mean of the taps inside the picture, clamped by the activation. ifm is NHWC.",
    "%arg0: tensor<1x4x4x2xf32>", "%arg0 {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>"> {
  let arguments = (ins NumberTensor:$ifm, WindowAttr:$kernel, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
}
def NN_MaxPool2DOp : NN_PoolOp<"max_pool2d", "maximum of each window", "The largest of the taps inside the picture, clamped by the activation. ifm is NHWC.",
    "%arg0: tensor<1x4x4x2xf32>", "%arg0 {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>"> {
  let arguments = (ins NumberTensor:$ifm, WindowAttr:$kernel, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
}
def NN_AvgPool3DOp : NN_PoolOp<"avg_pool3d", "mean of each window over three spatial dimensions", "As avg_pool2d. ifm is NDHWC.",
    "%arg0: tensor<1x4x4x4x2xf32>", "%arg0 {kernel = array<i64: 2, 2, 2>} : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>"> {
  let arguments = (ins NumberTensor:$ifm, Window3DAttr:$kernel, Ones3D:$stride, Ones3D:$dilation, NoPadding3D:$padding, Activation:$activation);
}
def NN_MaxPool3DOp : NN_PoolOp<"max_pool3d", "maximum of each window over three spatial dimensions", "As max_pool2d. ifm is NDHWC.",
    "%arg0: tensor<1x4x4x4x2xf32>", "%arg0 {kernel = array<i64: 2, 2, 2>} : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>"> {
  let arguments = (ins NumberTensor:$ifm, Window3DAttr:$kernel, Ones3D:$stride, Ones3D:$dilation, NoPadding3D:$padding, Activation:$activation);
}
def NN_MaxPoolIndicesOp : NN_Op<"max_pool_indices", "where the maximum of each window is",
    "The index, row by row in the spatial dimensions of ifm, of the first largest tap of each window of max_pool2d (ifm of rank 4) or max_pool3d (rank 5); with `column_major` the index counts column by column.",
    "%arg0: tensor<1x4x4x2xf32>", "%arg0 {dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xi64>"> {
  let arguments = (ins NumberTensor:$ifm, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$stride, DenseI64ArrayAttr:$dilation, DenseI64ArrayAttr:$padding, OffByDefault:$column_major);
  let results = (outs IndexTensor:$indices);
}
def NN_RoiAlignOp : NN_Op<"roi_align", "mean or maximum of samples of regions", [{
    Region r of the picture batch[r] of ifm (NHWC) is rois[r] = x1, y1, x2, y2, times spatial_scale (minus half a pixel with `half_pixel`). It is cut into the result's bins; ofm[r,y,x,c] is the mean (`mode` avg) or maximum (max) of sampling_ratio x sampling_ratio bilinear samples of the bin, with ratio 0 of as many as the bin has pixels.}],
    "%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x4xf32>, %arg2: tensor<3xi64>",
    "%arg0, %arg1, %arg2 {size = array<i64: 2, 2>} : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$rois, IndexTensor:$batch, WindowAttr:$size, DefaultF32<"1.000000e+00">:$spatial_scale, DefaultI64<"0">:$sampling_ratio, Default<StrAttr, "\"avg\"">:$mode, OffByDefault:$half_pixel);
  let results = (outs FloatTensor:$ofm);
}
def NN_MaxRoiPoolOp : NN_Op<"max_roi_pool", "maximum of the bins of regions",
    "Region r is rois[r] = number of the picture, x1, y1, x2, y2, times spatial_scale and rounded; ofm[r,y,x,c] is the largest element of ifm (NHWC) in the bin, 0 for an empty one.",
    "%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x5xf32>",
    "%arg0, %arg1 {size = array<i64: 2, 2>} : (tensor<1x8x8x2xf32>, tensor<3x5xf32>) -> tensor<3x2x2x2xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$rois, WindowAttr:$size, DefaultF32<"1.000000e+00">:$spatial_scale);
  let results = (outs FloatTensor:$ofm);
}

//===----------------------------------------------------------------------===//
// Resampling
//===----------------------------------------------------------------------===//

def NN_GridSampleOp : NN_Op<"grid_sample", "a picture read at given places", [{
    ofm[n,..,c] is ifm (N, spatial…, C) at the place grid[n,..], whose last dimension has one coordinate a spatial dimension, innermost first, from -1 to 1 (of the outer edges, or with `align_corners` of the centres of the outer pixels). `mode` is linear, nearest or cubic; outside, `border` says zeros, border (the nearest pixel) or reflection.}],
    "%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>",
    "%arg0, %arg1 : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>"> {
  let arguments = (ins FloatTensor:$ifm, FloatTensor:$grid, Default<StrAttr, "\"linear\"">:$mode, Default<StrAttr, "\"zeros\"">:$border, OffByDefault:$align_corners);
  let results = (outs FloatTensor:$ofm);
}
def NN_ResizeOp : NN_Op<"resize", "another size by interpolation", [{
    Every dimension goes from the input's size to the result's by `scales` (result = input * scale). `coordinates` says how an index of the result becomes a place in the input: half_pixel, half_pixel_symmetric, pytorch_half_pixel, align_corners, asymmetric, tf_half_pixel_for_nn or tf_crop_and_resize (with `roi`, starts and then ends; outside is `extrapolation`).
    `mode` is nearest (rounded by `nearest`: round_prefer_floor, round_prefer_ceil, floor, ceil), linear or cubic (Keys' with `cubic_a`; taps outside count as the border, or with `exclude_outside` not). With `antialias` a smaller result is filtered.}],
    "%arg0: tensor<1x2x2x1xf32>",
    "%arg0 {scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseF64ArrayAttr:$scales, Default<DenseF64ArrayAttr, "array<f64>">:$roi, Default<StrAttr, "\"nearest\"">:$mode, Default<StrAttr, "\"half_pixel\"">:$coordinates, Default<StrAttr, "\"round_prefer_floor\"">:$nearest, DefaultF32<"-7.500000e-01">:$cubic_a, OffByDefault:$exclude_outside, OffByDefault:$antialias, DefaultF32<"0.000000e+00">:$extrapolation);
  let results = (outs NumberTensor:$output);
}
def NN_Col2ImOp : NN_Op<"col2im", "columns of windows added up to a picture", [{
    input[n, c*K + k, l] is tap k of window l; it is added to the element of output (N, C, spatial…) under it. What falls on the padding is dropped. Strides, dilations and sizes have an entry a spatial dimension, padding all entries before, then all after.}],
    "%arg0: tensor<1x5x5xf32>",
    "%arg0 {dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>} : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>"> {
  let arguments = (ins FloatTensor:$input, DenseI64ArrayAttr:$size, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$stride, DenseI64ArrayAttr:$dilation, DenseI64ArrayAttr:$padding);
  let results = (outs FloatTensor:$output);
}

#endif // NN_WINDOW_TD

// Operators that move, select and generate elements.
#ifndef NN_MOVEMENT_TD
#define NN_MOVEMENT_TD
include "base.td"

def NN_ConstantOp : Op<NN_Dialect, "constant", [Pure, ConstantLike, AllTypesMatch<["value", "output"]>]> {
  let summary = "a tensor known at compile time";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = nn.constant dense<1.0> : tensor<4xf32>
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
}

class NN_MoveOp<string mnemonic, string what, string formula, string params, string example> : NN_Op<mnemonic, what, formula, params, example> {
  let arguments = (ins NumberTensor:$input);
  let results = (outs NumberTensor:$output);
}
def NN_BroadcastToOp : NN_MoveOp<"broadcast_to", "repeated to a larger shape", "Sizes of one and missing leading sizes become those of the result.",
    "%arg0: tensor<4x1xf32>", "%arg0 : (tensor<4x1xf32>) -> tensor<2x4x3xf32>">;
def NN_CompressOp : NN_Op<"compress", "slices that a condition selects", "The slices along `axis` whose entry in condition is true, in order; entries that are missing are false.",
    "%arg0: tensor<3x2xf32>, %arg1: tensor<3xi1>", "%arg0, %arg1 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<3xi1>) -> tensor<?x2xf32>"> {
  let arguments = (ins NumberTensor:$input, BoolTensor:$condition, AxisAttr:$axis);
  let results = (outs NumberTensor:$output);
}
def NN_ConcatOp : NN_Op<"concat", "tensors behind one another", "The inputs one after another along `axis`; in all other dimensions they agree.",
    "%arg0: tensor<2x1xf32>, %arg1: tensor<2x3xf32>", "%arg0, %arg1 {axis = 1 : i64} : (tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x4xf32>"> {
  let arguments = (ins Variadic<NumberTensor>:$inputs, AxisAttr:$axis);
  let results = (outs NumberTensor:$output);
}
def NN_DepthToSpaceOp : NN_MoveOp<"depth_to_space", "blocks of channels become pixels", "output[n, y*b + i, x*b + j, c] = input[n, y, x, (i*b + j)*C + c], with C the result's channels; with `column_row_depth` channel c*b*b + i*b + j. Pictures are NHWC.",
    "%arg0: tensor<1x2x2x4xf32>", "%arg0 {block = 2 : i64} : (tensor<1x2x2x4xf32>) -> tensor<1x4x4x1xf32>"> {
  let arguments = (ins NumberTensor:$input, I64Attr:$block, OffByDefault:$column_row_depth);
}
def NN_GatherOp : NN_Op<"gather", "slices by number", "output = the slices of input along `axis` that indices name, in the shape of indices in place of that dimension; the first `batch_dims` dimensions of both are one. A negative index counts from the end.",
    "%arg0: tensor<4x3xf32>, %arg1: tensor<2xi32>", "%arg0, %arg1 {axis = 0 : i64} : (tensor<4x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$indices, AxisAttr:$axis, DefaultI64<"0">:$batch_dims);
  let results = (outs NumberTensor:$output);
}
def NN_GatherElementsOp : NN_Op<"gather_elements", "elements by number along a dimension", "output[.., i, ..] = input[.., indices[.., i, ..], ..] along `axis`. A negative index counts from the end.",
    "%arg0: tensor<2x2xf32>, %arg1: tensor<2x1xi64>", "%arg0, %arg1 {axis = 1 : i64} : (tensor<2x2xf32>, tensor<2x1xi64>) -> tensor<2x1xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$indices, AxisAttr:$axis);
  let results = (outs NumberTensor:$output);
}
def NN_GatherNDOp : NN_Op<"gather_nd", "slices by their coordinates", "Each row of the last dimension of indices names a slice of input by its first coordinates, behind `batch_dims` dimensions that both have. A negative index counts from the end.",
    "%arg0: tensor<2x2xf32>, %arg1: tensor<2x2xi64>", "%arg0, %arg1 : (tensor<2x2xf32>, tensor<2x2xi64>) -> tensor<2xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$indices, DefaultI64<"0">:$batch_dims);
  let results = (outs NumberTensor:$output);
}
def NN_NonMaxSuppressionOp : NN_Op<"non_max_suppression", "boxes without those that overlap a better one", [{
    boxes is batch x count x 4 (corners y1, x1, y2, x2; with `center_point_box` centre x, y, width, height), scores batch x classes x count. Of each class the boxes with scores above score_threshold are taken, best first, unless their intersection over union with one taken before exceeds iou_threshold, at most max_per_class. Rows of the result are batch, class, box.}],
    "%arg0: tensor<1x6x4xf32>, %arg1: tensor<1x1x6xf32>", "%arg0, %arg1 {max_per_class = 3 : i64} : (tensor<1x6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>"> {
  let arguments = (ins FloatTensor:$boxes, FloatTensor:$scores, I64Attr:$max_per_class, DefaultF32<"0.000000e+00">:$iou_threshold, OptionalAttr<F32Attr>:$score_threshold, OffByDefault:$center_point_box);
  let results = (outs IndexTensor:$selected);
}
def NN_NonZeroOp : NN_Op<"non_zero", "where the elements are that are not zero", "Column j of the result has the coordinates of the j-th element that is not zero, in row-major order.",
    "%arg0: tensor<2x2xf32>", "%arg0 : (tensor<2x2xf32>) -> tensor<2x?xi64>"> {
  let arguments = (ins NumberTensor:$input);
  let results = (outs IndexTensor:$indices);
}
def NN_OneHotOp : NN_Op<"one_hot", "rows with one element on", "A new dimension of size `depth` at `axis`, which has values[1] at the index and values[0] elsewhere; a negative index counts from the end, one outside sets nothing.",
    "%arg0: tensor<3xi64>, %arg1: tensor<2xf32>", "%arg0, %arg1 {axis = 1 : i64, depth = 5 : i64} : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>"> {
  let arguments = (ins NumberTensor:$indices, NumberTensor:$values, I64Attr:$depth, AxisAttr:$axis);
  let results = (outs NumberTensor:$output);
}
def NN_PadOp : NN_MoveOp<"pad", "a border", "`before[i]` and `after[i]` elements are put around dimension i: of `value` (mode constant), the nearest of the input (edge), mirrored without (reflect) or with (symmetric) the edge, or from the other end (wrap). Negative amounts cut off.",
    "%arg0: tensor<1x4xf32>", "%arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x6xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseI64ArrayAttr:$before, DenseI64ArrayAttr:$after, Default<StrAttr, "\"constant\"">:$mode, Default<F64Attr, "0.000000e+00 : f64">:$value);
}
def NN_ReshapeOp : NN_MoveOp<"reshape", "the same elements in another shape", "Row-major order stays; no element moves.",
    "%arg0: tensor<1x2x2xf32>", "%arg0 : (tensor<1x2x2xf32>) -> tensor<1x4xf32>">;
def NN_ReverseOp : NN_MoveOp<"reverse", "dimensions back to front", "output[.., i, ..] = input[.., size - 1 - i, ..] along each of `axes`.",
    "%arg0: tensor<2x3xf32>", "%arg0 {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseI64ArrayAttr:$axes);
}
def NN_ReverseSequenceOp : NN_Op<"reverse_sequence", "the first elements of each sequence back to front", "The first lengths[b] elements along `time_axis` are reversed, b the index along `batch_axis`; the others stay.",
    "%arg0: tensor<4x2xf32>, %arg1: tensor<2xi64>", "%arg0, %arg1 {batch_axis = 1 : i64, time_axis = 0 : i64} : (tensor<4x2xf32>, tensor<2xi64>) -> tensor<4x2xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$lengths, AxisAttr:$batch_axis, AxisAttr:$time_axis);
  let results = (outs NumberTensor:$output);
}
class NN_ScatterOp<string mnemonic, string what, string formula, string params, string example>
    : NN_Op<mnemonic, what, formula # " `reduction` says what becomes of the old element: none (replaced), add, mul, max or min. A negative index counts from the end.", params, example> {
  let results = (outs NumberTensor:$output);
}
def NN_ScatterElementsOp : NN_ScatterOp<"scatter_elements", "elements replaced by number along a dimension", "output = input, with output[.., indices[.., i, ..], ..] = updates[.., i, ..] along `axis`.",
    "%arg0: tensor<3x2xf32>, %arg1: tensor<1x2xi64>, %arg2: tensor<1x2xf32>", "%arg0, %arg1, %arg2 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$indices, NumberTensor:$updates, AxisAttr:$axis, Default<StrAttr, "\"none\"">:$reduction);
}
def NN_ScatterNDOp : NN_ScatterOp<"scatter_nd", "slices replaced by their coordinates", "output = input, where each row of the last dimension of indices names a slice that updates replaces.",
    "%arg0: tensor<4xf32>, %arg1: tensor<2x1xi64>, %arg2: tensor<2xf32>", "%arg0, %arg1, %arg2 : (tensor<4xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<4xf32>"> {
  let arguments = (ins NumberTensor:$input, IndexTensor:$indices, NumberTensor:$updates, Default<StrAttr, "\"none\"">:$reduction);
}
def NN_ShapeOfOp : NN_Op<"shape_of", "the sizes of the dimensions", "output[i] = size of dimension i of input.",
    "%arg0: tensor<2x?xf32>", "%arg0 : (tensor<2x?xf32>) -> tensor<2xi64>"> {
  let arguments = (ins NumberTensor:$input);
  let results = (outs IndexTensor:$sizes);
}
def NN_SliceOp : NN_MoveOp<"slice", "a box of elements", "output[i, ..] = input[begin[0] + i*stride[0], ..]; `size` is the result's shape. A negative stride goes backwards.",
    "%arg0: tensor<4x5xf32>", "%arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5xf32>) -> tensor<2x3xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$size, DenseI64ArrayAttr:$stride);
}
def NN_SpaceToDepthOp : NN_MoveOp<"space_to_depth", "blocks of pixels become channels", "output[n, y, x, (i*b + j)*C + c] = input[n, y*b + i, x*b + j, c]. Pictures are NHWC.",
    "%arg0: tensor<1x4x4x1xf32>", "%arg0 {block = 2 : i64} : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x4xf32>"> {
  let arguments = (ins NumberTensor:$input, I64Attr:$block);
}
def NN_SplitOp : Op<NN_Dialect, "split", [Pure]> {
  let summary = "pieces along a dimension";
  let description = [{
    Piece i has `sizes[i]` of the elements along `axis`; concat puts them together again.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x4xf32>) {
      %0:2 = nn.split %arg0 {axis = 1 : i64, sizes = array<i64: 1, 3>} : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
      return
    }
    ```
  }];
  let arguments = (ins NumberTensor:$input, AxisAttr:$axis, DenseI64ArrayAttr:$sizes);
  let results = (outs Variadic<NumberTensor>:$outputs);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def NN_TileOp : NN_MoveOp<"tile", "repeated along the dimensions", "output[i, ..] = input[i mod size, ..], `repeats[d]` times along dimension d.",
    "%arg0: tensor<1x4xf32>", "%arg0 {repeats = array<i64: 2, 2>} : (tensor<1x4xf32>) -> tensor<2x8xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseI64ArrayAttr:$repeats);
}
def NN_TransposeOp : NN_MoveOp<"transpose", "dimensions in another order", "Dimension i of the result is dimension perm[i] of the input.",
    "%arg0: tensor<2x3xf32>", "%arg0 {perm = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>"> {
  let arguments = (ins NumberTensor:$input, DenseI64ArrayAttr:$perm);
}
def NN_UniqueOp : Op<NN_Dialect, "unique", [Pure]> {
  let summary = "each different element, or slice, once";
  let description = [{
    The different elements of the flattened input (without `axis`) or slices along `axis`, ascending, or with `sorted` off in the order in which they come first; the first place of each; for each of the input which one it is; and how often each comes.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<6xf32>) {
      %0:4 = nn.unique %arg0 : (tensor<6xf32>) -> (tensor<?xf32>, tensor<?xi64>, tensor<6xi64>, tensor<?xi64>)
      return
    }
    ```
  }];
  let arguments = (ins NumberTensor:$input, OptionalAttr<AxisAttr>:$axis, OnByDefault:$sorted);
  let results = (outs NumberTensor:$output, IndexTensor:$first, IndexTensor:$inverse, IndexTensor:$counts);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // NN_MOVEMENT_TD

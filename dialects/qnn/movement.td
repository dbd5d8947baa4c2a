// Operators that move and select stored integers; input and result have one quantization.
#ifndef QNN_MOVEMENT_TD
#define QNN_MOVEMENT_TD
include "base.td"

def QNN_PadMode : StrEnumAttr<"QuantPadMode", "what a border is made of", [
  StrEnumAttrCase<"constant">, StrEnumAttrCase<"reflect">, StrEnumAttrCase<"symmetric">]>;

class QNN_MoveOp<string mnemonic, string what, string formula, string from, string attributes, string to>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<" # from # "x@Q>",
             "%arg0 " # attributes # ": (tensor<" # from # "x@Q>) -> tensor<" # to # "x@Q>"> {
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
}
def QNN_BroadcastToOp : QNN_MoveOp<"broadcast_to", "repeated to a larger shape", "Sizes of one and missing leading sizes become those of the result.",
    "4x1", "", "2x4x3">;
def QNN_ConcatOp : QNN_Op<"concat", "tensors behind one another", "The inputs one after another along `axis`; in all other dimensions they agree.",
    "%arg0: tensor<2x1x@Q>, %arg1: tensor<2x3x@Q>",
    "%arg0, %arg1 {axis = 1 : i64} : (tensor<2x1x@Q>, tensor<2x3x@Q>) -> tensor<2x4x@Q>"> {
  let arguments = (ins Variadic<QuantTensor>:$inputs, Axis:$axis);
  let results = (outs QuantTensor:$output);
}
def QNN_DepthToSpaceOp : QNN_MoveOp<"depth_to_space", "blocks of channels become pixels", "output[n, y*b + i, x*b + j, c] = input[n, y, x, (i*b + j)*C + c], with C the result's channels. Pictures are NHWC.",
    "1x2x2x4", "{block = 2 : i64} ", "1x4x4x1"> {
  let arguments = (ins QuantTensor:$input, I64Attr:$block);
}
def QNN_GatherOp : QNN_Op<"gather", "slices by number", "output = the slices of input along `axis` that indices name, in the shape of indices in place of that dimension; the first `batch_dims` dimensions of both are one.",
    "%arg0: tensor<4x3x@Q>, %arg1: tensor<2xi32>",
    "%arg0, %arg1 {axis = 0 : i64} : (tensor<4x3x@Q>, tensor<2xi32>) -> tensor<2x3x@Q>"> {
  let arguments = (ins QuantTensor:$input, StoredIndexTensor:$indices, Axis:$axis, ByDefault<I64Attr, "0 : i64">:$batch_dims);
  let results = (outs QuantTensor:$output);
}
def QNN_GatherNDOp : QNN_Op<"gather_nd", "slices by their coordinates", "Each row of the last dimension of indices names a slice of input by its first coordinates, behind `batch_dims` dimensions that both have.",
    "%arg0: tensor<2x2x@Q>, %arg1: tensor<2x2xi32>",
    "%arg0, %arg1 : (tensor<2x2x@Q>, tensor<2x2xi32>) -> tensor<2x@Q>"> {
  let arguments = (ins QuantTensor:$input, StoredIndexTensor:$indices, ByDefault<I64Attr, "0 : i64">:$batch_dims);
  let results = (outs QuantTensor:$output);
}
def QNN_PadOp : QNN_MoveOp<"pad", "a border", "`before[i]` and `after[i]` elements are put around dimension i: the stored integer `value`, the zero point without one (mode constant), or those inside, mirrored without (reflect) or with (symmetric) the edge.",
    "1x4", "{after = array<i64: 0, 1>, before = array<i64: 0, 1>} ", "1x6"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$before, DenseI64ArrayAttr:$after, ByDefault<QNN_PadMode, "\"constant\"">:$mode, OptionalAttr<I64Attr>:$value);
}
def QNN_ReshapeOp : QNN_MoveOp<"reshape", "the same elements in another shape", "Row-major order stays; no element moves.",
    "1x2x2", "", "1x4">;
def QNN_ReverseOp : QNN_MoveOp<"reverse", "dimensions back to front", "output[.., i, ..] = input[.., size - 1 - i, ..] along each of `axes`.",
    "2x3", "{axes = array<i64: 1>} ", "2x3"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$axes);
}
def QNN_SliceOp : QNN_MoveOp<"slice", "a box of elements", "output[i, ..] = input[begin[0] + i*stride[0], ..]; `size` is the result's shape. A negative stride goes backwards.",
    "4x5", "{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} ", "2x3"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$size, DenseI64ArrayAttr:$stride);
}
def QNN_SpaceToDepthOp : QNN_MoveOp<"space_to_depth", "blocks of pixels become channels", "output[n, y, x, (i*b + j)*C + c] = input[n, y*b + i, x*b + j, c]. Pictures are NHWC.",
    "1x4x4x1", "{block = 2 : i64} ", "1x2x2x4"> {
  let arguments = (ins QuantTensor:$input, I64Attr:$block);
}
def QNN_SplitOp : QNN_ManyOp<"split", 2, "pieces along a dimension", "Piece i has `sizes[i]` of the elements along `axis`; concat puts them together again.",
    "%arg0: tensor<2x4x@Q>",
    "%arg0 {axis = 1 : i64, sizes = array<i64: 1, 3>} : (tensor<2x4x@Q>) -> (tensor<2x1x@Q>, tensor<2x3x@Q>)"> {
  let arguments = (ins QuantTensor:$input, Axis:$axis, DenseI64ArrayAttr:$sizes);
  let results = (outs Variadic<QuantTensor>:$outputs);
}
def QNN_TileOp : QNN_MoveOp<"tile", "repeated along the dimensions", "output[i, ..] = input[i mod size, ..], `repeats[d]` times along dimension d.",
    "1x4", "{repeats = array<i64: 2, 2>} ", "2x8"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$repeats);
}
def QNN_TransposeOp : QNN_MoveOp<"transpose", "dimensions in another order", "Dimension i of the result is dimension perm[i] of the input.",
    "2x3", "{perm = array<i64: 1, 0>} ", "3x2"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$perm);
}

#endif // QNN_MOVEMENT_TD

// Reductions, softmax and normalisation.
#ifndef QNN_REDUCTION_TD
#define QNN_REDUCTION_TD
include "base.td"

class QNN_ReduceOp<string mnemonic, string what, string formula>
    : QNN_Op<mnemonic, what # " over some dimensions", formula # " The result keeps the reduced dimensions as ones, or leaves them out.",
             "%arg0: tensor<1x4x4x2x@Q>",
             "%arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2x@Q>) -> tensor<1x2x@Q>"> {
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$axes);
  let results = (outs QuantTensor:$output);
}
def QNN_MeanOp : QNN_ReduceOp<"mean", "mean", "The mean, rescaled; the division is part of the multiplier.">;
def QNN_ReduceMaxOp : QNN_ReduceOp<"reduce_max", "maximum", "The largest stored integer.">;
def QNN_ReduceMinOp : QNN_ReduceOp<"reduce_min", "minimum", "The smallest stored integer.">;
def QNN_ReduceSumOp : QNN_ReduceOp<"reduce_sum", "sum", "The sum, rescaled.">;

class QNN_ArgOp<string mnemonic, string what>
    : QNN_Op<mnemonic, "where the " # what # " along a dimension is", "The index of the first " # what # " along `axis`, with `last` of the last one. The result keeps the dimension as one, or leaves it out.",
             "%arg0: tensor<2x4x@Q>", "%arg0 {axis = 1 : i64} : (tensor<2x4x@Q>) -> tensor<2xi32>"> {
  let arguments = (ins QuantTensor:$input, Axis:$axis, Off:$last);
  let results = (outs StoredIndexTensor:$output);
}
def QNN_ArgMaxOp : QNN_ArgOp<"arg_max", "largest element">;
def QNN_ArgMinOp : QNN_ArgOp<"arg_min", "smallest element">;

class QNN_RowOp<string mnemonic, string what, string formula, string result>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<1x4x@Q>",
             "%arg0 : (tensor<1x4x@Q>) -> tensor<1x4x" # result # ">"> {
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
}
def QNN_SoftmaxOp : QNN_RowOp<"softmax", "softmax over the last dimension",
    "output = exp(beta * input) / sum of exp(beta * input), along the last dimension.", "!quant.uniform<i8:f32, 3.906250e-03:-128>"> {
  let arguments = (ins QuantTensor:$input, DefaultValuedAttr<F32Attr, "1.000000e+00 : f32">:$beta);
}
def QNN_LogSoftmaxOp : QNN_RowOp<"log_softmax", "logarithm of softmax over the last dimension",
    "output = input - ln(sum of exp(input)), along the last dimension, in fixed point.", "!quant.uniform<i8:f32, 6.250000e-02:127>">;
def QNN_L2NormalizeOp : QNN_RowOp<"l2_normalize", "rows over their Euclidean length",
    "output = input / √(sum of input²), along the last dimension, in fixed point.", "!quant.uniform<i8:f32, 7.812500e-03>">;

def QNN_AddNOp : QNN_Op<"add_n", "sum of many", "The sum of tensors of one shape and quantization, rescaled. As in the reference it starts from minus the zero point.",
    "%arg0: tensor<4x@Q>", "%arg0, %arg0, %arg0 : (tensor<4x@Q>, tensor<4x@Q>, tensor<4x@Q>) -> tensor<4x@Q>"> {
  let arguments = (ins Variadic<QuantTensor>:$inputs);
  let results = (outs QuantTensor:$output);
}
def QNN_CumsumOp : QNN_Op<"cumsum", "running sum along a dimension", "Element i is the sum, rescaled, of the elements up to i along `axis`; with `exclusive` of those before i; with `reverse` from the end. As in the reference it starts from minus the zero point.",
    "%arg0: tensor<2x4x@Q>", "%arg0 {axis = 1 : i64} : (tensor<2x4x@Q>) -> tensor<2x4x@Q>"> {
  let arguments = (ins QuantTensor:$input, Axis:$axis, Off:$exclusive, Off:$reverse);
  let results = (outs QuantTensor:$output);
}

#endif // QNN_REDUCTION_TD

// Reductions, orders and prefix sums.
#ifndef NN_REDUCTION_TD
#define NN_REDUCTION_TD
include "base.td"

class NN_ReduceOp<string mnemonic, string what, Type type = NumberTensor, string element = "f32">
    : NN_Op<mnemonic, what # " over some dimensions", "The result keeps the reduced dimensions as ones, or leaves them out.",
            "%arg0: tensor<1x4x4x2x" # element # ">", "%arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2x" # element # ">) -> tensor<1x2x" # element # ">"> {
  let arguments = (ins type:$input, DenseI64ArrayAttr:$axes);
  let results = (outs type:$output);
}
def NN_MeanOp : NN_ReduceOp<"mean", "mean">;
def NN_ReduceAllOp : NN_ReduceOp<"reduce_all", "logical and", BoolTensor, "i1">;
def NN_ReduceAnyOp : NN_ReduceOp<"reduce_any", "logical or", BoolTensor, "i1">;
def NN_ReduceMaxOp : NN_ReduceOp<"reduce_max", "maximum">;
def NN_ReduceMinOp : NN_ReduceOp<"reduce_min", "minimum">;
def NN_ReduceProdOp : NN_ReduceOp<"reduce_prod", "product">;
def NN_ReduceSumOp : NN_ReduceOp<"reduce_sum", "sum">;

class NN_ArgOp<string mnemonic, string what>
    : NN_Op<mnemonic, "where the " # what # " along a dimension is", "The index of the first " # what # " along `axis`, with `last` of the last one. The result keeps the dimension as one, or leaves it out.",
            "%arg0: tensor<2x4xf32>", "%arg0 {axis = 1 : i64} : (tensor<2x4xf32>) -> tensor<2xi64>"> {
  let arguments = (ins NumberTensor:$input, AxisAttr:$axis, OffByDefault:$last);
  let results = (outs IndexTensor:$output);
}
def NN_ArgMaxOp : NN_ArgOp<"arg_max", "largest element">;
def NN_ArgMinOp : NN_ArgOp<"arg_min", "smallest element">;

class NN_ScanOp<string mnemonic, string what>
    : NN_Op<mnemonic, "running " # what # " along a dimension", "Element i is the " # what # " of the elements up to i along `axis`; with `exclusive` of those before i; with `reverse` from the end.",
            "%arg0: tensor<2x4xf32>", "%arg0 {axis = 1 : i64} : (tensor<2x4xf32>) -> tensor<2x4xf32>"> {
  let arguments = (ins NumberTensor:$input, AxisAttr:$axis, OffByDefault:$exclusive, OffByDefault:$reverse);
  let results = (outs NumberTensor:$output);
}
def NN_CumprodOp : NN_ScanOp<"cumprod", "product">;
def NN_CumsumOp : NN_ScanOp<"cumsum", "sum">;

def NN_TopKOp : Op<NN_Dialect, "top_k", [Pure]> {
  let summary = "the largest elements along a dimension";
  let description = [{
    The `k` largest elements along `axis` (with `smallest` the smallest), best first, and their indices; of equal ones the first.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x4xf32>) {
      %0:2 = nn.top_k %arg0 {axis = 1 : i64, k = 2 : i64} : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
      return
    }
    ```
  }];
  let arguments = (ins NumberTensor:$input, I64Attr:$k, AxisAttr:$axis, OffByDefault:$smallest);
  let results = (outs NumberTensor:$values, IndexTensor:$indices);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // NN_REDUCTION_TD

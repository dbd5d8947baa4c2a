// The quant dialect: types that say how stored integers stand for real numbers, as upstream's.
// `!quant.uniform` has a syntax of its own (types.ts).
include "OpBase.td"

def Quant_Dialect : Dialect {
  let name = "quant";
  let summary = "quantized element types";
}

class Quant_CastOp<string mnemonic, string text, string example> : Op<Quant_Dialect, mnemonic, [Pure]> {
  let summary = text;
  let description = "\nExample:\n```mlir\n" # example # "\n```\n";
  let arguments = (ins AnyType:$input);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `to` type($result)";
}

def Quant_QuantizeCastOp : Quant_CastOp<"qcast", "floats to quantized elements", [{
func.func @example(%arg0: tensor<4xf32>) {
  %0 = quant.qcast %arg0 : tensor<4xf32> to tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}}]>;
def Quant_DequantizeCastOp : Quant_CastOp<"dcast", "quantized elements to floats", [{
func.func @example(%arg0: tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  %0 = quant.dcast %arg0 : tensor<4x!quant.uniform<i8:f32, 0.5>> to tensor<4xf32>
  return
}}]>;
def Quant_StorageCastOp : Quant_CastOp<"scast", "stored integers and quantized elements, unchanged", [{
func.func @example(%arg0: tensor<4xi8>) {
  %0 = quant.scast %arg0 : tensor<4xi8> to tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}}]>;

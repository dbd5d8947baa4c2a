// The quant dialect: types that say how stored integers stand for real numbers, as upstream's.
// The types have a syntax of their own (types.ts). The operations have none, as in MLIR 19.
include "OpBase.td"

def Quant_Dialect : Dialect {
  let name = "quant";
  let summary = "quantized element types";
}

def QuantizedType : Type<CPred<"$_self.dialect === 'quant'">, "QuantizedType">;
// One element, or a tensor or vector of them.
class PrimitiveOrContainer<Type element>
    : Type<Or<[element.predicate, TensorOf<[element]>.predicate, VectorOf<[element]>.predicate]>,
           "primitive/tensor/vector of " # element.summary>;
def RealPrimitiveType : Type<Or<[AnyFloat.predicate, QuantizedType.predicate]>,
  "real valued primitive (float or quantized type)">;
def StoragePrimitiveType : Type<Or<[AnySignlessInteger.predicate, QuantizedType.predicate]>,
  "quantized storage primitive (integer or quantized type)">;
def RealValueType : PrimitiveOrContainer<RealPrimitiveType>;
def StorageValueType : PrimitiveOrContainer<StoragePrimitiveType>;
def RealOrStorageValueType : Type<Or<[RealValueType.predicate, StorageValueType.predicate]>,
  "real valued or storage primitive or container type">;

class Quant_CastOp<string mnemonic, Type value, string text, string from, string to>
    : Op<Quant_Dialect, mnemonic, [Pure]> {
  let summary = text;
  let description = "\nExample:\n```mlir\nfunc.func @example(%arg0: " # from #
    ") {\n  %0 = \"quant." # mnemonic # "\"(%arg0) : (" # from # ") -> " # to #
    "\n  return\n}\n```\n";
  let arguments = (ins value:$arg);
  let results = (outs value:$res);
}

def Quant_QuantizeCastOp : Quant_CastOp<"qcast", RealValueType, "floats to quantized elements",
  "tensor<4xf32>", "tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>">;
def Quant_DequantizeCastOp : Quant_CastOp<"dcast", RealValueType, "quantized elements to floats",
  "tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>", "tensor<4xf32>">;
def Quant_StorageCastOp : Quant_CastOp<"scast", RealOrStorageValueType,
    "stored integers and quantized elements, unchanged",
    "tensor<4xi8>", "tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>"> {
  let hasFolder = 1;
}

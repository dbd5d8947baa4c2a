// What the tensor dialects (nn, qnn, npu) share: window attributes and activations.
include "OpBase.td"

// Two positive numbers: height, width.
def WindowAttr : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<2>]> {
  let summary = "height and width";
}
// Rows and columns outside the picture: top, left, bottom, right.
def PaddingAttr : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<4>]> {
  let summary = "padding: top, left, bottom, right";
}
class Unless<Attr attr, string text> : DefaultValuedAttr<attr, text>;
def Ones : Unless<WindowAttr, "array<i64: 1, 1>">;
def NoPadding : Unless<PaddingAttr, "array<i64: 0, 0, 0, 0>">;

def ActivationKind : StrEnumAttr<"ActivationKind", "fused activation", [
  StrEnumAttrCase<"none">, StrEnumAttrCase<"relu">, StrEnumAttrCase<"relu6">, StrEnumAttrCase<"relu_n1_to_1">]>;
def Activation : Unless<ActivationKind, "\"none\"">;

def F32Tensor : RankedTensorOf<[F32]>;
def BiasTensor : RankedTensorOf<[I32]>;
def QuantTensor : Type<
  CPred<"$_self instanceof RankedTensorType && $_self.elementType.dialect === 'quant'">,
  "ranked tensor of quantized elements">;

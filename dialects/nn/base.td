// What all groups of nn share: the dialect, the tensors, and the form of an operation with its example.
#ifndef NN_BASE_TD
#define NN_BASE_TD
include "../common/common.td"

def NN_Dialect : Dialect {
  let name = "nn";
  let summary = "neural-network operators on tensors of numbers, free of any hardware";
}

def FloatTensor : RankedTensorOf<[AnyFloat]>;
def IntegerTensor : RankedTensorOf<[AnyInteger]>;
def NumberTensor : RankedTensorOf<[AnyFloat, AnyInteger]>;
def BoolTensor : RankedTensorOf<[I1]>;
def IndexTensor : RankedTensorOf<[I32, I64]>;

// Attributes with a default.
class Default<Attr attr, string text> : DefaultValuedAttr<attr, text>;
class DefaultF32<string text> : Default<F32Attr, text # " : f32">;
class DefaultI64<string text> : Default<I64Attr, text # " : i64">;
def OffByDefault : Default<BoolAttr, "false">;
def OnByDefault : Default<BoolAttr, "true">;
def AxisAttr : ConfinedAttr<I64Attr, [IntNonNegative]>;
// Depth, height, width; and the six sides in the order front, top, left, back, bottom, right.
def Window3DAttr : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<3>]>;
def Padding3DAttr : ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<6>]>;
def Ones3D : Default<Window3DAttr, "array<i64: 1, 1, 1>">;
def NoPadding3D : Default<Padding3DAttr, "array<i64: 0, 0, 0, 0, 0, 0>">;
def Zeros2D : Default<WindowAttr, "array<i64: 0, 0>">;
def Zeros3D : Default<Window3DAttr, "array<i64: 0, 0, 0>">;

// An operation: its mnemonic, what it is in a few words, its formula, and an example, given as the
// parameters of the function and what stands behind the mnemonic.
class NN_Op<string mnemonic, string what, string formula, string params, string example,
            list<Trait> traits = [Pure]> : Op<NN_Dialect, mnemonic, traits> {
  let summary = what;
  let description = formula # "\n\n    Example:\n    ```mlir\n    func.func @example(" # params #
    ") {\n      %0 = nn." # mnemonic # " " # example # "\n      return\n    }\n    ```\n";
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // NN_BASE_TD

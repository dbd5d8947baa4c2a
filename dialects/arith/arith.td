// The arith dialect: arithmetic on integers and floats, alone or in vectors and tensors, as
// upstream's. Operations and attributes are those of MLIR 19.
include "OpBase.td"

def Arith_Dialect : Dialect {
  let name = "arith";
  let summary = "arithmetic on integers and floats, alone or element by element";
  let hasConstantMaterializer = 1;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

def Arith_CmpFPredicateAttr : I64EnumAttr<"CmpFPredicate", "", [
  I64EnumAttrCase<"AlwaysFalse", 0, "false">, I64EnumAttrCase<"OEQ", 1, "oeq">,
  I64EnumAttrCase<"OGT", 2, "ogt">, I64EnumAttrCase<"OGE", 3, "oge">,
  I64EnumAttrCase<"OLT", 4, "olt">, I64EnumAttrCase<"OLE", 5, "ole">,
  I64EnumAttrCase<"ONE", 6, "one">, I64EnumAttrCase<"ORD", 7, "ord">,
  I64EnumAttrCase<"UEQ", 8, "ueq">, I64EnumAttrCase<"UGT", 9, "ugt">,
  I64EnumAttrCase<"UGE", 10, "uge">, I64EnumAttrCase<"ULT", 11, "ult">,
  I64EnumAttrCase<"ULE", 12, "ule">, I64EnumAttrCase<"UNE", 13, "une">,
  I64EnumAttrCase<"UNO", 14, "uno">, I64EnumAttrCase<"AlwaysTrue", 15, "true">]>;

def Arith_CmpIPredicateAttr : I64EnumAttr<"CmpIPredicate", "", [
  I64EnumAttrCase<"eq", 0>, I64EnumAttrCase<"ne", 1>, I64EnumAttrCase<"slt", 2>,
  I64EnumAttrCase<"sle", 3>, I64EnumAttrCase<"sgt", 4>, I64EnumAttrCase<"sge", 5>,
  I64EnumAttrCase<"ult", 6>, I64EnumAttrCase<"ule", 7>, I64EnumAttrCase<"ugt", 8>,
  I64EnumAttrCase<"uge", 9>]>;

def FM_reassoc  : I32BitEnumAttrCaseBit<"reassoc", 0>;
def FM_nnan     : I32BitEnumAttrCaseBit<"nnan", 1>;
def FM_ninf     : I32BitEnumAttrCaseBit<"ninf", 2>;
def FM_nsz      : I32BitEnumAttrCaseBit<"nsz", 3>;
def FM_arcp     : I32BitEnumAttrCaseBit<"arcp", 4>;
def FM_contract : I32BitEnumAttrCaseBit<"contract", 5>;
def FM_afn      : I32BitEnumAttrCaseBit<"afn", 6>;
def FastMathFlags : I32BitEnumAttr<"FastMathFlags", "what float arithmetic may assume", [
  I32BitEnumAttrCaseNone<"none">,
  FM_reassoc, FM_nnan, FM_ninf, FM_nsz, FM_arcp, FM_contract, FM_afn,
  I32BitEnumAttrCaseGroup<"fast",
    [FM_reassoc, FM_nnan, FM_ninf, FM_nsz, FM_arcp, FM_contract, FM_afn]>]> {
  let separator = ",";
  let printBitEnumPrimaryGroups = 1;
}
def Arith_FastMathAttr : EnumAttr<Arith_Dialect, FastMathFlags, "fastmath"> {
  let summary = "what float arithmetic may assume: `#arith.fastmath<nnan,ninf>`";
}
def FastMath : DefaultValuedAttr<Arith_FastMathAttr, "#arith.fastmath<none>">;

def IntegerOverflowFlags : I32BitEnumAttr<"IntegerOverflowFlags",
    "what integer arithmetic promises not to do", [
  I32BitEnumAttrCaseNone<"none">, I32BitEnumAttrCaseBit<"nsw", 0>,
  I32BitEnumAttrCaseBit<"nuw", 1>]> {
  let separator = ", ";
}
def Arith_IntegerOverflowAttr : EnumAttr<Arith_Dialect, IntegerOverflowFlags, "overflow"> {
  let summary = "no signed wrap, no unsigned wrap: `#arith.overflow<nsw, nuw>`";
}
def Overflow : DefaultValuedAttr<Arith_IntegerOverflowAttr, "#arith.overflow<none>">;

def Arith_RoundingModeAttr : I32EnumAttr<"RoundingMode", "Floating point rounding mode", [
  I32EnumAttrCase<"to_nearest_even", 0>, I32EnumAttrCase<"downward", 1>,
  I32EnumAttrCase<"upward", 2>, I32EnumAttrCase<"toward_zero", 3>,
  I32EnumAttrCase<"to_nearest_away", 4>]>;

//===----------------------------------------------------------------------===//
// Classes of operations
//===----------------------------------------------------------------------===//

// `meaning`: one sentence or more. `params` and `example`: an example's arguments and operation.
class Arith_Op<string mnemonic, string meaning, string params, string example, list<Trait> traits>
    : Op<Arith_Dialect, mnemonic, traits # [NoMemoryEffect, ElementwiseMappable]> {
  let description = meaning # "\n\nExample:\n```mlir\nfunc.func @example(" # params #
    ") {\n  " # example # "\n  return\n}\n```\n";
}

class Arith_IntOp<string mnemonic, string meaning, list<Trait> traits = []>
    : Arith_Op<mnemonic, meaning, "%a: i32, %b: i32", "%0 = arith." # mnemonic # " %a, %b : i32",
               traits # [SameOperandsAndResultType]> {
  let arguments = (ins SignlessIntegerLike:$lhs, SignlessIntegerLike:$rhs);
  let results = (outs SignlessIntegerLike:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($result)";
  let hasFolder = 1;
}
// With promises about overflow.
class Arith_OverflowOp<string mnemonic, string meaning, list<Trait> traits = []>
    : Arith_Op<mnemonic, meaning, "%a: i32, %b: i32",
               "%0 = arith." # mnemonic # " %a, %b overflow<nsw> : i32",
               traits # [Pure, SameOperandsAndResultType]> {
  let arguments = (ins SignlessIntegerLike:$lhs, SignlessIntegerLike:$rhs,
                       Overflow:$overflowFlags);
  let results = (outs SignlessIntegerLike:$result);
  let assemblyFormat =
    "$lhs `,` $rhs (`overflow` `` $overflowFlags^)? attr-dict `:` type($result)";
  let hasFolder = 1;
}
class Arith_FloatUnaryOp<string mnemonic, string meaning>
    : Arith_Op<mnemonic, meaning, "%a: f32", "%0 = arith." # mnemonic # " %a : f32",
               [Pure, SameOperandsAndResultType]> {
  let arguments = (ins FloatLike:$operand, FastMath:$fastmath);
  let results = (outs FloatLike:$result);
  let assemblyFormat = "$operand (`fastmath` `` $fastmath^)? attr-dict `:` type($result)";
  let hasFolder = 1;
}
class Arith_FloatOp<string mnemonic, string meaning, list<Trait> traits = []>
    : Arith_Op<mnemonic, meaning, "%a: f32, %b: f32",
               "%0 = arith." # mnemonic # " %a, %b fastmath<nnan> : f32",
               traits # [Pure, SameOperandsAndResultType]> {
  let arguments = (ins FloatLike:$lhs, FloatLike:$rhs, FastMath:$fastmath);
  let results = (outs FloatLike:$result);
  let assemblyFormat = "$lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` type($result)";
  let hasFolder = 1;
}

def SameInputOutputTensorDims : PredOpTrait<"input and output have the same tensor dimensions",
  CPred<"tensorShapeText($_op.operand(0).type) === tensorShapeText($_op.result(0).type) && tensorShapeText($_op.operand(0).type) !== '*'">>;

// From one element type to another: `from` and `to` are those of the example.
class Arith_CastOp<string mnemonic, TypeConstraint From, TypeConstraint To, string from,
                   string to, string meaning, list<Trait> traits = []>
    : Arith_Op<mnemonic, meaning, "%a: " # from,
               "%0 = arith." # mnemonic # " %a : " # from # " to " # to,
               traits # [Pure, CastOpInterface, SameOperandsAndResultShape, SameInputOutputTensorDims]> {
  let arguments = (ins From:$in);
  let results = (outs To:$out);
  let assemblyFormat = "$in attr-dict `:` type($in) `to` type($out)";
  let hasVerifier = 1;
  let hasFolder = 1;
}
def SignlessFixedWidthIntegerLike : Type<Or<[
    AnySignlessInteger.predicate, VectorOfAnyRankOf<[AnySignlessInteger]>.predicate,
    TensorOf<[AnySignlessInteger]>.predicate]>, "signless-fixed-width-integer-like">;

class ResultIsBool<string operand> : TypesMatchWith<
  "result type has i1 element type and same shape as operands", operand, "result",
  "withElementType($_self, IntegerType.get(1))">;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

def Arith_ConstantOp : Op<Arith_Dialect, "constant", [
    ConstantLike, Pure, AllTypesMatch<["value", "result"]>]> {
  let summary = "a constant";
  let description = [{
    An integer, a float, or the elements of a vector or tensor.

    Example:
    ```mlir
    func.func @example() {
      %c42_i32 = arith.constant 42 : i32
      %cst = arith.constant dense<[1.000000e+00, 2.500000e+00]> : tensor<2xf32>
      return
    }
    ```
  }];
  let arguments = (ins TypedAttrInterface:$value);
  let results = (outs AnyType:$result);
  let assemblyFormat = "attr-dict $value";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

def Arith_AddIOp : Arith_OverflowOp<"addi", "Modulo two to the width.", [Commutative]> {
  let summary = "integer sum";
}
def Arith_AddUIExtendedOp : Arith_Op<"addui_extended",
    "The sum, and whether it does not fit: the carry.", "%a: i32, %b: i32",
    "%sum, %overflow = arith.addui_extended %a, %b : i32, i1",
    [Pure, Commutative, AllTypesMatch<["lhs", "rhs", "sum"]>]> {
  let summary = "unsigned integer sum with carry";
  let arguments = (ins SignlessIntegerLike:$lhs, SignlessIntegerLike:$rhs);
  let results = (outs SignlessIntegerLike:$sum, BoolLike:$overflow);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($sum) `,` type($overflow)";
  let hasFolder = 1;
}
def Arith_SubIOp : Arith_OverflowOp<"subi", "Modulo two to the width."> {
  let summary = "integer difference";
}
def Arith_MulIOp : Arith_OverflowOp<"muli", "Modulo two to the width.", [Commutative]> {
  let summary = "integer product";
}
class Arith_MulExtendedOp<string mnemonic, string meaning> : Arith_Op<mnemonic, meaning,
    "%a: i32, %b: i32", "%low, %high = arith." # mnemonic # " %a, %b : i32",
    [Pure, Commutative, AllTypesMatch<["lhs", "rhs", "low", "high"]>]> {
  let arguments = (ins SignlessIntegerLike:$lhs, SignlessIntegerLike:$rhs);
  let results = (outs SignlessIntegerLike:$low, SignlessIntegerLike:$high);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($lhs)";
  let hasFolder = 1;
}
def Arith_MulSIExtendedOp : Arith_MulExtendedOp<"mulsi_extended",
    "Low and high half of the product of signed numbers."> {
  let summary = "signed integer product of twice the width";
}
def Arith_MulUIExtendedOp : Arith_MulExtendedOp<"mului_extended",
    "Low and high half of the product of unsigned numbers."> {
  let summary = "unsigned integer product of twice the width";
}
def Arith_DivUIOp : Arith_IntOp<"divui",
    "Rounds toward zero. Division by zero is undefined.", [ConditionallySpeculatable]> {
  let summary = "unsigned integer quotient";
}
def Arith_DivSIOp : Arith_IntOp<"divsi",
    "Rounds toward zero. Division by zero, and of the smallest number by -1, is undefined.",
    [ConditionallySpeculatable]> {
  let summary = "signed integer quotient";
}
def Arith_CeilDivUIOp : Arith_IntOp<"ceildivui",
    "Rounds up. Division by zero is undefined.", [ConditionallySpeculatable]> {
  let summary = "unsigned integer quotient, rounded up";
}
def Arith_CeilDivSIOp : Arith_IntOp<"ceildivsi",
    "Rounds toward plus infinity. Division by zero, and of the smallest number by -1, is undefined.",
    [ConditionallySpeculatable]> {
  let summary = "signed integer quotient, rounded up";
}
def Arith_FloorDivSIOp : Arith_IntOp<"floordivsi",
    "Rounds toward minus infinity. Division by zero, and of the smallest number by -1, is undefined.",
    [Pure]> {
  let summary = "signed integer quotient, rounded down";
}
def Arith_RemUIOp : Arith_IntOp<"remui", "Division by zero is undefined.", [Pure]> {
  let summary = "unsigned integer remainder";
}
def Arith_RemSIOp : Arith_IntOp<"remsi",
    "The remainder has the sign of `lhs`. Division by zero is undefined.", [Pure]> {
  let summary = "signed integer remainder";
}
def Arith_AndIOp : Arith_IntOp<"andi", "Bit by bit.", [Commutative, Idempotent, Pure]> {
  let summary = "and of bits";
}
def Arith_OrIOp : Arith_IntOp<"ori", "Bit by bit.", [Commutative, Idempotent, Pure]> {
  let summary = "or of bits";
}
def Arith_XOrIOp : Arith_IntOp<"xori", "Bit by bit.", [Commutative, Pure]> {
  let summary = "exclusive or of bits";
}
def Arith_ShLIOp : Arith_OverflowOp<"shli",
    "Zeros come in. A shift by the width or more gives poison."> {
  let summary = "shift to the left";
}
def Arith_ShRUIOp : Arith_IntOp<"shrui",
    "Zeros come in. A shift by the width or more gives poison.", [Pure]> {
  let summary = "unsigned shift to the right";
}
def Arith_ShRSIOp : Arith_IntOp<"shrsi",
    "Copies of the sign come in. A shift by the width or more gives poison.", [Pure]> {
  let summary = "signed shift to the right";
}
def Arith_MaxSIOp : Arith_IntOp<"maxsi", "Of signed numbers.", [Commutative, Pure]> {
  let summary = "signed integer maximum";
}
def Arith_MaxUIOp : Arith_IntOp<"maxui", "Of unsigned numbers.", [Commutative, Pure]> {
  let summary = "unsigned integer maximum";
}
def Arith_MinSIOp : Arith_IntOp<"minsi", "Of signed numbers.", [Commutative, Pure]> {
  let summary = "signed integer minimum";
}
def Arith_MinUIOp : Arith_IntOp<"minui", "Of unsigned numbers.", [Commutative, Pure]> {
  let summary = "unsigned integer minimum";
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

def Arith_NegFOp : Arith_FloatUnaryOp<"negf", "Turns the sign bit."> {
  let summary = "float negation";
}
def Arith_AddFOp : Arith_FloatOp<"addf", "As IEEE 754.", [Commutative]> {
  let summary = "float sum";
}
def Arith_SubFOp : Arith_FloatOp<"subf", "As IEEE 754."> {
  let summary = "float difference";
}
def Arith_MulFOp : Arith_FloatOp<"mulf", "As IEEE 754.", [Commutative]> {
  let summary = "float product";
}
def Arith_DivFOp : Arith_FloatOp<"divf", "As IEEE 754."> {
  let summary = "float quotient";
}
def Arith_RemFOp : Arith_FloatOp<"remf",
    "`lhs` less the quotient, rounded toward zero, times `rhs`: the sign is that of `lhs`."> {
  let summary = "float remainder";
}
def Arith_MaximumFOp : Arith_FloatOp<"maximumf",
    "NaN if one of them is; plus zero is greater than minus zero.", [Commutative]> {
  let summary = "float maximum, NaN wins";
}
def Arith_MaxNumFOp : Arith_FloatOp<"maxnumf", "The other one if one of them is NaN.",
    [Commutative]> {
  let summary = "float maximum, a number wins";
}
def Arith_MinimumFOp : Arith_FloatOp<"minimumf",
    "NaN if one of them is; minus zero is less than plus zero.", [Commutative]> {
  let summary = "float minimum, NaN wins";
}
def Arith_MinNumFOp : Arith_FloatOp<"minnumf", "The other one if one of them is NaN.",
    [Commutative]> {
  let summary = "float minimum, a number wins";
}

//===----------------------------------------------------------------------===//
// Casts
//===----------------------------------------------------------------------===//

class Arith_IToICastOp<string mnemonic, string from, string to, string meaning>
    : Arith_CastOp<mnemonic, SignlessFixedWidthIntegerLike, SignlessFixedWidthIntegerLike, from,
                   to, meaning>;

def Arith_ExtUIOp : Arith_IToICastOp<"extui", "i8", "i32", "Zeros come in."> {
  let summary = "zero extension";
}
def Arith_ExtSIOp : Arith_IToICastOp<"extsi", "i8", "i32", "Copies of the sign come in."> {
  let summary = "sign extension";
}
def Arith_TruncIOp : Arith_IToICastOp<"trunci", "i32", "i8", "The low bits stay."> {
  let summary = "integer truncation";
}
def Arith_ExtFOp : Arith_Op<"extf", "Exact.", "%a: f32", "%0 = arith.extf %a : f32 to f64",
    [Pure, CastOpInterface, SameOperandsAndResultShape, SameInputOutputTensorDims]> {
  let summary = "float to a wider one";
  let arguments = (ins FloatLike:$in, OptionalAttr<Arith_FastMathAttr>:$fastmath);
  let results = (outs FloatLike:$out);
  let assemblyFormat =
    "$in (`fastmath` `` $fastmath^)? attr-dict `:` type($in) `to` type($out)";
  let hasVerifier = 1;
  let hasFolder = 1;
}
def Arith_TruncFOp : Arith_Op<"truncf",
    "Rounds to the nearest, half to even, unless another way is named.", "%a: f64",
    "%0 = arith.truncf %a toward_zero : f64 to f32",
    [Pure, CastOpInterface, SameOperandsAndResultShape, SameInputOutputTensorDims]> {
  let summary = "float to a narrower one";
  let arguments = (ins FloatLike:$in, OptionalAttr<Arith_RoundingModeAttr>:$roundingmode,
                       OptionalAttr<Arith_FastMathAttr>:$fastmath);
  let results = (outs FloatLike:$out);
  let assemblyFormat =
    "$in ($roundingmode^)? (`fastmath` `` $fastmath^)? attr-dict `:` type($in) `to` type($out)";
  let hasVerifier = 1;
  let hasFolder = 1;
}
def Arith_UIToFPOp : Arith_CastOp<"uitofp", SignlessFixedWidthIntegerLike, FloatLike, "i32",
    "f32", "Rounds to the nearest, half to even."> {
  let summary = "unsigned integer to float";
}
def Arith_SIToFPOp : Arith_CastOp<"sitofp", SignlessFixedWidthIntegerLike, FloatLike, "i32",
    "f32", "Rounds to the nearest, half to even."> {
  let summary = "signed integer to float";
}
def Arith_FPToUIOp : Arith_CastOp<"fptoui", FloatLike, SignlessFixedWidthIntegerLike, "f32",
    "i32", "Rounds toward zero. What does not fit is undefined."> {
  let summary = "float to unsigned integer";
}
def Arith_FPToSIOp : Arith_CastOp<"fptosi", FloatLike, SignlessFixedWidthIntegerLike, "f32",
    "i32", "Rounds toward zero. What does not fit is undefined."> {
  let summary = "float to signed integer";
}

def IndexCastTypeConstraint : Type<
  Or<[SignlessIntegerLike.predicate, MemRefOf<[AnySignlessInteger, Index]>.predicate]>,
  "signless-integer-like or memref of signless-integer">;
def Arith_IndexCastOp : Arith_CastOp<"index_cast", IndexCastTypeConstraint,
    IndexCastTypeConstraint, "i32", "index", "Extends with the sign, or truncates."> {
  let summary = "between index and integer, signed";
}
def Arith_IndexCastUIOp : Arith_CastOp<"index_castui", IndexCastTypeConstraint,
    IndexCastTypeConstraint, "i32", "index", "Extends with zeros, or truncates."> {
  let summary = "between index and integer, unsigned";
}
def BitcastTypeConstraint : Type<
  Or<[SignlessIntegerOrFloatLike.predicate,
      MemRefOf<[AnySignlessInteger, Index, AnyFloat]>.predicate]>,
  "signless-integer-or-float-like or memref of signless-integer or float">;
def Arith_BitcastOp : Arith_CastOp<"bitcast", BitcastTypeConstraint, BitcastTypeConstraint,
    "f32", "i32", "The same bits."> {
  let summary = "between types of one width";
}

//===----------------------------------------------------------------------===//
// Comparison and choice
//===----------------------------------------------------------------------===//

def Arith_CmpIOp : Arith_Op<"cmpi", "Predicates that begin with `s` or `u` say how to read the bits.",
    "%a: i32, %b: i32", "%0 = arith.cmpi slt, %a, %b : i32",
    [Pure, SameTypeOperands, ResultIsBool<"lhs">]> {
  let summary = "integer comparison";
  let arguments = (ins Arith_CmpIPredicateAttr:$predicate, SignlessIntegerLikeOfAnyRank:$lhs,
                       SignlessIntegerLikeOfAnyRank:$rhs);
  let results = (outs BoolLikeOfAnyRank:$result);
  let assemblyFormat = "$predicate `,` $lhs `,` $rhs attr-dict `:` type($lhs)";
  let hasFolder = 1;
}
def Arith_CmpFOp : Arith_Op<"cmpf",
    "A predicate that begins with `o` is false when one of them is NaN, with `u` true.",
    "%a: f32, %b: f32", "%0 = arith.cmpf olt, %a, %b : f32",
    [Pure, SameTypeOperands, ResultIsBool<"lhs">]> {
  let summary = "float comparison";
  let arguments = (ins Arith_CmpFPredicateAttr:$predicate, FloatLike:$lhs, FloatLike:$rhs,
                       FastMath:$fastmath);
  let results = (outs BoolLike:$result);
  let assemblyFormat =
    "$predicate `,` $lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` type($lhs)";
  let hasFolder = 1;
}
def SelectOp : Arith_Op<"select",
    "One condition for both values, or, where they are containers, one for each element.",
    "%c: i1, %a: f32, %b: f32", "%0 = arith.select %c, %a, %b : f32",
    [Pure, AllTypesMatch<["true_value", "false_value", "result"]>,
     PredOpTrait<"condition is signless i1 or has matching shape",
       CPred<"$_op.operand(0).type === IntegerType.get(1) || shapeText($_op.operand(0).type) === shapeText($_op.result(0).type)">>]> {
  let summary = "one of two values";
  let arguments = (ins BoolLike:$condition, AnyType:$true_value, AnyType:$false_value);
  let results = (outs AnyType:$result);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasFolder = 1;
}

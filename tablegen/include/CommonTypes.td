// Type constraints over the builtin types.
#ifndef COMMON_TYPES_TD
#define COMMON_TYPES_TD

include "Constraints.td"

class Type<Pred condition, string descr = ""> : TypeConstraint<condition, descr> {
  string description = "";
  // MLIR text of the one type that satisfies the constraint, if there is just one.
  string builderCall = "";
}

// Kept for specs written for MLIR: a Type whose dialect is named.
class Dialect;
class DialectType<Dialect d, Pred condition, string descr = ""> : Type<condition, descr> {
  Dialect dialect = d;
}

// A type that can be built without parameters. `builder` is its MLIR text (`i32`).
class BuildableType<code builder> {
  code builderCall = builder;
}

//===----------------------------------------------------------------------===//
// How many
//===----------------------------------------------------------------------===//

class Variadic<Type type> : TypeConstraint<type.predicate, type.summary> {
  Type baseType = type;
  int minSize = 0;
}
class VariadicOfVariadic<Type type, string segmentAttrName> : Variadic<type> {
  string segmentAttrName_ = segmentAttrName;
}
class Optional<Type type> : TypeConstraint<type.predicate, type.summary> {
  Type baseType = type;
}

//===----------------------------------------------------------------------===//
// Combinations
//===----------------------------------------------------------------------===//

class AnyTypeOf<list<Type> allowedTypes, string description_ = "">
    : Type<Or<!foreach(t, allowedTypes, t.predicate)>,
           !if(!empty(description_), !interleave(!foreach(t, allowedTypes, t.summary), " or "),
               description_)>;
class AllOfType<list<Type> allowedTypes, string description_ = "">
    : Type<And<!foreach(t, allowedTypes, t.predicate)>,
           !if(!empty(description_), !interleave(!foreach(t, allowedTypes, t.summary), " and "),
               description_)>;
class ConfinedType<Type type, list<Pred> predicates, string summary_ = "">
    : Type<And<!listconcat([type.predicate], predicates)>,
           !if(!empty(summary_), type.summary, summary_)> {
  Type baseType = type;
}
class NestedAnyTypeOf<list<Type> allowedTypes, string summary_ = "">
    : AnyTypeOf<allowedTypes, summary_>;

def AnyType : Type<True, "any type">;
def NoneType : Type<CPred<"$_self instanceof NoneType">, "none type"> {
  let builderCall = "none";
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

def AnyInteger : Type<CPred<"$_self instanceof IntegerType">, "integer">;
def AnySignlessInteger : Type<
  CPred<"$_self instanceof IntegerType && $_self.signedness === 'signless'">, "signless integer">;
def AnySignedInteger : Type<
  CPred<"$_self instanceof IntegerType && $_self.signedness === 'signed'">, "signed integer">;
def AnyUnsignedInteger : Type<
  CPred<"$_self instanceof IntegerType && $_self.signedness === 'unsigned'">, "unsigned integer">;

class IntegerTypeOf<int width, string sign, string prefix>
    : Type<CPred<"$_self instanceof IntegerType && $_self.width === " # width #
                 " && $_self.signedness === '" # sign # "'">,
           width # "-bit " # sign # " integer"> {
  let builderCall = prefix # width;
  int bitwidth = width;
}
class I<int width> : IntegerTypeOf<width, "signless", "i">;
class SI<int width> : IntegerTypeOf<width, "signed", "si">;
class UI<int width> : IntegerTypeOf<width, "unsigned", "ui">;
class AnyI<int width>
    : Type<CPred<"$_self instanceof IntegerType && $_self.width === " # width>,
           width # "-bit integer"> {
  int bitwidth = width;
}
class AnyIntOfWidths<list<int> widths>
    : AnyTypeOf<!foreach(w, widths, AnyI<w>), !interleave(widths, "/") # "-bit integer">;
class SignlessIntOfWidths<list<int> widths>
    : AnyTypeOf<!foreach(w, widths, I<w>), !interleave(widths, "/") # "-bit signless integer">;
class SignedIntOfWidths<list<int> widths>
    : AnyTypeOf<!foreach(w, widths, SI<w>), !interleave(widths, "/") # "-bit signed integer">;
class UnsignedIntOfWidths<list<int> widths>
    : AnyTypeOf<!foreach(w, widths, UI<w>), !interleave(widths, "/") # "-bit unsigned integer">;

foreach width = [1, 4, 8, 16, 32, 64] in {
  def I # width : I<width>;
  def SI # width : SI<width>;
  def UI # width : UI<width>;
  def AnyI # width : AnyI<width>;
}

def Index : Type<CPred<"$_self instanceof IndexType">, "index"> {
  let builderCall = "index";
}
def AnySignlessIntegerOrIndex : Type<
  CPred<"($_self instanceof IntegerType && $_self.signedness === 'signless') || $_self instanceof IndexType">,
  "signless integer or index">;

//===----------------------------------------------------------------------===//
// Floats, complex numbers
//===----------------------------------------------------------------------===//

def AnyFloat : Type<CPred<"$_self instanceof FloatType">, "floating-point">;

class FloatTypeOf<string kind, string descr>
    : Type<CPred<"$_self instanceof FloatType && $_self.kind === '" # kind # "'">, descr> {
  let builderCall = kind;
  string floatKind = kind;
}
class F<int width> : FloatTypeOf<"f" # width, width # "-bit float">;
foreach width = [16, 32, 64, 80, 128] in
  def F # width : F<width>;
def BF16 : FloatTypeOf<"bf16", "bfloat16 type">;
def TF32 : FloatTypeOf<"tf32", "tf32 type">;
def F8E4M3FN : FloatTypeOf<"f8E4M3FN", "f8E4M3FN type">;
def F8E5M2 : FloatTypeOf<"f8E5M2", "f8E5M2 type">;
class FloatOfWidths<list<int> widths>
    : AnyTypeOf<!foreach(w, widths, F<w>), !interleave(widths, "/") # "-bit float">;

def AnySignlessIntegerOrFloat : AnyTypeOf<[AnySignlessInteger, AnyFloat]>;

def AnyComplex : Type<CPred<"$_self instanceof ComplexType">, "complex-type">;
class Complex<Type type>
    : ConfinedType<AnyComplex, [SubstLeaves<"$_self", "$_self.elementType", type.predicate>],
                   "complex type with " # type.summary # " elements">;

//===----------------------------------------------------------------------===//
// Containers
//===----------------------------------------------------------------------===//

// A container of a class whose elements are of one of some types.
class ContainerType<list<Type> elementTypes, string typeScriptClass, string descr>
    : Type<And<[CPred<"$_self instanceof " # typeScriptClass>,
                SubstLeaves<"$_self", "$_self.elementType", AnyTypeOf<elementTypes>.predicate>]>,
           descr # " of " # AnyTypeOf<elementTypes>.summary # " values"> {
  Type elementType = AnyTypeOf<elementTypes>;
}

def AnyShaped : Type<CPred<"$_self instanceof ShapedType">, "shaped of any type values">;
def HasStaticShapePred : CPred<"$_self instanceof ShapedType && $_self.hasStaticShape">;

class RankedTensorOf<list<Type> allowedTypes>
    : ContainerType<allowedTypes, "RankedTensorType", "ranked tensor">;
class UnrankedTensorOf<list<Type> allowedTypes>
    : ContainerType<allowedTypes, "UnrankedTensorType", "unranked tensor">;
class TensorOf<list<Type> allowedTypes>
    : Type<And<[CPred<"$_self instanceof RankedTensorType || $_self instanceof UnrankedTensorType">,
                SubstLeaves<"$_self", "$_self.elementType", AnyTypeOf<allowedTypes>.predicate>]>,
           "tensor of " # AnyTypeOf<allowedTypes>.summary # " values">;
class MemRefOf<list<Type> allowedTypes> : ContainerType<allowedTypes, "MemRefType", "memref">;
class VectorOfAnyRankOf<list<Type> allowedTypes> : ContainerType<allowedTypes, "VectorType", "vector">;
// A vector of one dimension or more: one of none is taken only where a constraint says `AnyRank`.
class VectorOf<list<Type> allowedTypes>
    : Type<And<[CPred<"$_self instanceof VectorType">, CPred<"$_self.shape.length > 0">,
                SubstLeaves<"$_self", "$_self.elementType", AnyTypeOf<allowedTypes>.predicate>]>,
           "vector of " # AnyTypeOf<allowedTypes>.summary # " values">;
class ValueSemanticsContainerOf<list<Type> allowedTypes>
    : AnyTypeOf<[VectorOf<allowedTypes>, TensorOf<allowedTypes>], "container">;
class ShapedOf<list<Type> allowedTypes> : ContainerType<allowedTypes, "ShapedType", "shaped">;

// A container that has one of some ranks.
class HasAnyRankOfPred<list<int> ranks>
    : CPred<"$_self instanceof ShapedType && $_self.shape !== undefined && [" #
            !interleave(ranks, ", ") # "].includes($_self.shape.length)">;
class TensorRankOf<list<Type> allowedTypes, list<int> ranks>
    : ConfinedType<TensorOf<allowedTypes>, [HasAnyRankOfPred<ranks>],
                   !interleave(!foreach(r, ranks, r # "D"), "/") # " tensor of " #
                   AnyTypeOf<allowedTypes>.summary # " values">;
class RankedTensorOfRank<list<Type> allowedTypes, int rank>
    : ConfinedType<RankedTensorOf<allowedTypes>, [HasAnyRankOfPred<[rank]>],
                   rank # "D tensor of " # AnyTypeOf<allowedTypes>.summary # " values">;
class MemRefRankOf<list<Type> allowedTypes, list<int> ranks>
    : ConfinedType<MemRefOf<allowedTypes>, [HasAnyRankOfPred<ranks>],
                   !interleave(!foreach(r, ranks, r # "D"), "/") # " memref of " #
                   AnyTypeOf<allowedTypes>.summary # " values">;
class StaticShapeTensorOf<list<Type> allowedTypes>
    : ConfinedType<RankedTensorOf<allowedTypes>, [HasStaticShapePred],
                   "statically shaped tensor of " # AnyTypeOf<allowedTypes>.summary # " values">;
class StaticShapeMemRefOf<list<Type> allowedTypes>
    : ConfinedType<MemRefOf<allowedTypes>, [HasStaticShapePred],
                   "statically shaped memref of " # AnyTypeOf<allowedTypes>.summary # " values">;

def AnyTensor : TensorOf<[AnyType]>;
def AnyRankedTensor : RankedTensorOf<[AnyType]>;
def AnyUnrankedTensor : UnrankedTensorOf<[AnyType]>;
def AnyStaticShapeTensor : StaticShapeTensorOf<[AnyType]>;
def AnyMemRef : MemRefOf<[AnyType]>;
def AnyStaticShapeMemRef : StaticShapeMemRefOf<[AnyType]>;
def AnyUnrankedMemRef : Type<CPred<"$_self instanceof UnrankedMemRefType">, "unranked memref">;
def AnyRankedOrUnrankedMemRef : AnyTypeOf<[AnyUnrankedMemRef, AnyMemRef]>;
def AnyVector : VectorOf<[AnyType]>;
def AnyVectorOfAnyRank : VectorOfAnyRankOf<[AnyType]>;
def AnyTuple : Type<CPred<"$_self instanceof TupleType">, "tuple">;
def FunctionType : Type<CPred<"$_self instanceof FunctionType">, "function type">;

// The type itself, or a vector or tensor of it.
class TypeOrContainer<Type scalar, string descr>
    : Type<Or<[scalar.predicate, ValueSemanticsContainerOf<[scalar]>.predicate]>, descr>;
class TypeOrValueSemanticsContainer<Type scalar, string descr> : TypeOrContainer<scalar, descr>;
class TypeOrContainerOfAnyRank<Type scalar, string descr>
    : Type<Or<[scalar.predicate, VectorOfAnyRankOf<[scalar]>.predicate,
               TensorOf<[scalar]>.predicate]>, descr>;
def BoolLike : TypeOrContainer<I1, "bool-like">;
def BoolLikeOfAnyRank : TypeOrContainerOfAnyRank<I1, "bool-like">;
def SignlessIntegerLike
    : TypeOrValueSemanticsContainer<AnySignlessIntegerOrIndex, "signless-integer-like">;
def SignlessIntegerLikeOfAnyRank
    : TypeOrContainerOfAnyRank<AnySignlessIntegerOrIndex, "signless-integer-like">;
def FloatLike : TypeOrContainer<AnyFloat, "floating-point-like">;
def SignlessIntegerOrFloatLike
    : Type<Or<[SignlessIntegerLike.predicate, FloatLike.predicate]>,
           "signless-integer-like or floating-point-like">;

#endif // COMMON_TYPES_TD

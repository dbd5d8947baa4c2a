// Attribute constraints over the builtin attributes.
#ifndef COMMON_ATTRS_TD
#define COMMON_ATTRS_TD

include "CommonTypes.td"

class Attr<Pred condition, string summary_ = ""> : AttrConstraint<condition, summary_> {
  // TypeScript class of the attribute and type of the value that accessors give.
  string storageType = "Attribute";
  string returnType = "";
  // Attribute to value; absent when there is no natural value. $_self is the attribute.
  string convertFromStorage = "";
  // Value to attribute; $0 is the value.
  string constBuilderCall = "";
  // MLIR text of the value that an absent attribute stands for.
  string defaultValue = ?;
  bit isOptional = 0;
  Attr baseAttr = ?;
  // The type that a literal of this attribute has (`I32` for `I32Attr`).
  Type valueType = ?;
  string description = "";
  // How the declarative format treats it; see AttrSpec in ir/spec/op-spec.ts.
  string formatKind = "other";
  // Of a dense array: element type text.
  string elementText = "";
}

// Another attribute with some of its fields replaced.
class DerivedAttr_<Attr attr, Pred condition, string summary_> : Attr<condition, summary_> {
  let storageType = attr.storageType;
  let returnType = attr.returnType;
  let convertFromStorage = attr.convertFromStorage;
  let constBuilderCall = attr.constBuilderCall;
  let valueType = attr.valueType;
  let formatKind = attr.formatKind;
  let elementText = attr.elementText;
  let baseAttr = attr;
}
class DefaultValuedAttr<Attr attr, string val>
    : DerivedAttr_<attr, attr.predicate, attr.summary> {
  let defaultValue = val;
}
class DefaultValuedOptionalAttr<Attr attr, string val> : DefaultValuedAttr<attr, val>;
class DefaultValuedStrAttr<Attr attr, string val> : DefaultValuedAttr<attr, "\"" # val # "\"">;
class OptionalAttr<Attr attr> : DerivedAttr_<attr, attr.predicate, attr.summary> {
  let isOptional = 1;
}
class ConfinedAttr<Attr attr, list<AttrConstraint> attrConstraints>
    : DerivedAttr_<attr,
        And<!listconcat([attr.predicate], !foreach(c, attrConstraints, c.predicate))>,
        !foldl(attr.summary, attrConstraints, prev, cur, prev # " " # cur.summary)>;
class AnyAttrOf<list<Attr> allowedAttrs, string summary_ = "">
    : Attr<Or<!foreach(a, allowedAttrs, a.predicate)>,
           !if(!empty(summary_), !interleave(!foreach(a, allowedAttrs, a.summary), " or "),
               summary_)>;

def AnyAttr : Attr<True, "any attribute">;
// An attribute that has the type of the value it stands for.
def TypedAttrInterface : Attr<
    CPred<"!($_self instanceof TypeAttr) && 'type' in $_self && $_self.type instanceof Type">,
    "TypedAttr instance">;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

class TypedAttrBase<Type attrValType, string typeScriptClass, Pred predicate, string descr>
    : Attr<predicate, descr> {
  let storageType = typeScriptClass;
  let valueType = attrValType;
}

def BoolAttr : Attr<
    CPred<"$_self instanceof IntegerAttr && $_self.type instanceof IntegerType && $_self.type.width === 1 && $_self.type.signedness === 'signless'">,
    "bool attribute"> {
  let storageType = "IntegerAttr";
  let returnType = "boolean";
  let convertFromStorage = "$_self.value !== 0n";
  let constBuilderCall = "IntegerAttr.bool($0)";
  let valueType = I1;
  let formatKind = "bool";
}

class IntegerAttrBase<Type attrValType, string descr>
    : TypedAttrBase<attrValType, "IntegerAttr",
        And<[CPred<"$_self instanceof IntegerAttr">,
             SubstLeaves<"$_self", "$_self.type", attrValType.predicate>]>, descr> {
  let returnType = "number";
  let convertFromStorage = "$_self.number";
  let formatKind = "integer";
}
class SignlessIntegerAttrBase<I attrValType, string descr> : IntegerAttrBase<attrValType, descr> {
  let constBuilderCall = !if(!or(!eq(attrValType.bitwidth, 32), !eq(attrValType.bitwidth, 64)),
    "IntegerAttr.i" # attrValType.bitwidth # "($0)",
    "IntegerAttr.get($0, IntegerType.get(" # attrValType.bitwidth # "))");
}
class SignedIntegerAttrBase<SI attrValType, string descr> : IntegerAttrBase<attrValType, descr> {
  let constBuilderCall =
    "IntegerAttr.get($0, IntegerType.get(" # attrValType.bitwidth # ", 'signed'))";
}
class UnsignedIntegerAttrBase<UI attrValType, string descr> : IntegerAttrBase<attrValType, descr> {
  let constBuilderCall =
    "IntegerAttr.get($0, IntegerType.get(" # attrValType.bitwidth # ", 'unsigned'))";
}
foreach width = [1, 8, 16, 32, 64] in {
  def I # width # Attr : SignlessIntegerAttrBase<!cast<I>("I" # width), width # "-bit signless integer attribute">;
  def SI # width # Attr : SignedIntegerAttrBase<!cast<SI>("SI" # width), width # "-bit signed integer attribute">;
  def UI # width # Attr : UnsignedIntegerAttrBase<!cast<UI>("UI" # width), width # "-bit unsigned integer attribute">;
}
def IndexAttr : IntegerAttrBase<Index, "index attribute"> {
  let constBuilderCall = "IntegerAttr.get($0, IndexType.get())";
}
// An integer of any type: the format prints the type.
def APIntAttr : Attr<CPred<"$_self instanceof IntegerAttr">, "arbitrary integer attribute"> {
  let storageType = "IntegerAttr";
  let returnType = "bigint";
  let convertFromStorage = "$_self.value";
}

class FloatAttrBase<FloatTypeOf attrValType, string descr>
    : TypedAttrBase<attrValType, "FloatAttr",
        CPred<"$_self instanceof FloatAttr && $_self.type.kind === '" # attrValType.floatKind # "'">,
        descr> {
  let returnType = "number";
  let convertFromStorage = "$_self.value";
  let constBuilderCall = "FloatAttr.get($0, FloatType.get('" # attrValType.floatKind # "'))";
  let formatKind = "float";
}
def F32Attr : FloatAttrBase<F32, "32-bit float attribute">;
def F64Attr : FloatAttrBase<F64, "64-bit float attribute">;
def AnyFloatAttr : Attr<CPred<"$_self instanceof FloatAttr">, "float attribute"> {
  let storageType = "FloatAttr";
  let returnType = "number";
  let convertFromStorage = "$_self.value";
}

//===----------------------------------------------------------------------===//
// Text, symbols, types
//===----------------------------------------------------------------------===//

def StrAttr : Attr<CPred<"$_self instanceof StringAttr">, "string attribute"> {
  let storageType = "StringAttr";
  let returnType = "string";
  let convertFromStorage = "$_self.value";
  let constBuilderCall = "StringAttr.get($0)";
  let formatKind = "string";
}
// The name that an operation gives to itself as a symbol.
def SymbolNameAttr : DerivedAttr_<StrAttr, StrAttr.predicate, "string attribute"> {
  let formatKind = "symbol-name";
}
class SymbolRefAttrBase_<Pred predicate, string descr> : Attr<predicate, descr> {
  let storageType = "SymbolRefAttr";
  let formatKind = "symbol-ref";
}
def SymbolRefAttr : SymbolRefAttrBase_<CPred<"$_self instanceof SymbolRefAttr">, "symbol reference attribute">;
def FlatSymbolRefAttr : SymbolRefAttrBase_<
    CPred<"$_self instanceof SymbolRefAttr && $_self.nested.length === 0">,
    "flat symbol reference attribute"> {
  let returnType = "string";
  let convertFromStorage = "$_self.root";
  let constBuilderCall = "SymbolRefAttr.get($0)";
}
def UnitAttr : Attr<CPred<"$_self instanceof UnitAttr">, "unit attribute"> {
  let storageType = "UnitAttr";
  let returnType = "boolean";
  let isOptional = 1;
  let formatKind = "unit";
}
class TypeAttrBase<Pred condition, string descr> : Attr<condition, descr> {
  let storageType = "TypeAttr";
  let returnType = "Type";
  let convertFromStorage = "$_self.type";
  let constBuilderCall = "TypeAttr.get($0)";
  let formatKind = "type";
}
def TypeAttr : TypeAttrBase<CPred<"$_self instanceof TypeAttr">, "any type attribute">;
class TypeAttrOf<Type ty>
    : TypeAttrBase<And<[CPred<"$_self instanceof TypeAttr">,
                        SubstLeaves<"$_self", "$_self.type", ty.predicate>]>,
                   "type attribute of " # ty.summary>;

//===----------------------------------------------------------------------===//
// Collections
//===----------------------------------------------------------------------===//

class ArrayAttrBase<Pred condition, string summary> : Attr<condition, summary> {
  let storageType = "ArrayAttr";
  let returnType = "readonly Attribute[]";
  let convertFromStorage = "$_self.elements";
  let constBuilderCall = "ArrayAttr.get($0)";
}
def ArrayAttr : ArrayAttrBase<CPred<"$_self instanceof ArrayAttr">, "array attribute">;
class TypedArrayAttrBase<Attr element, string summary>
    : ArrayAttrBase<And<[CPred<"$_self instanceof ArrayAttr">,
        Concat<"$_self.elements.every((element) => ",
               SubstLeaves<"$_self", "element", element.predicate>, ")">]>, summary> {
  Attr elementAttr = element;
}
def I32ArrayAttr : TypedArrayAttrBase<I32Attr, "32-bit integer array attribute">;
def I64ArrayAttr : TypedArrayAttrBase<I64Attr, "64-bit integer array attribute">;
def F32ArrayAttr : TypedArrayAttrBase<F32Attr, "32-bit float array attribute">;
def F64ArrayAttr : TypedArrayAttrBase<F64Attr, "64-bit float array attribute">;
def BoolArrayAttr : TypedArrayAttrBase<BoolAttr, "1-bit boolean array attribute">;
def StrArrayAttr : TypedArrayAttrBase<StrAttr, "string array attribute">;
def TypeArrayAttr : TypedArrayAttrBase<TypeAttr, "type array attribute">;
def SymbolRefArrayAttr : TypedArrayAttrBase<SymbolRefAttr, "symbol ref array attribute">;
def FlatSymbolRefArrayAttr : TypedArrayAttrBase<FlatSymbolRefAttr, "flat symbol ref array attribute">;

def DictionaryAttr : Attr<CPred<"$_self instanceof DictionaryAttr">, "dictionary of named attribute values"> {
  let storageType = "DictionaryAttr";
}
def DictArrayAttr : TypedArrayAttrBase<DictionaryAttr, "Array of dictionary attributes">;

class DenseArrayAttrBase<string elementName, string cls, string elementPred, string make, string jsType>
    : Attr<CPred<"$_self instanceof DenseArrayAttr && $_self.elementType instanceof " # cls #
                 " && " # elementPred>, elementName # " dense array attribute"> {
  let storageType = "DenseArrayAttr";
  let returnType = "readonly " # jsType # "[]";
  let convertFromStorage = !if(!eq(jsType, "boolean"), "$_self.values.map((v) => Number(v) !== 0)", "$_self.numbers");
  let constBuilderCall = !if(!or(!eq(elementName, "i32"), !eq(elementName, "i64")),
    "DenseArrayAttr." # elementName # "($0)",
    "DenseArrayAttr.get(" # make # ", $0" #
      !if(!eq(jsType, "boolean"), ".map((v) => (v ? -1 : 0))", "") # ")");
  let formatKind = "dense-array";
  let elementText = elementName;
}
foreach width = [8, 16, 32, 64] in
  def DenseI # width # ArrayAttr : DenseArrayAttrBase<"i" # width, "IntegerType",
    "$_self.elementType.width === " # width, "IntegerType.get(" # width # ")", "number">;
foreach width = [32, 64] in
  def DenseF # width # ArrayAttr : DenseArrayAttrBase<"f" # width, "FloatType",
    "$_self.elementType.kind === 'f" # width # "'", "FloatType.get('f" # width # "')", "number">;
def DenseBoolArrayAttr : DenseArrayAttrBase<"i1", "IntegerType", "$_self.elementType.width === 1",
  "IntegerType.get(1)", "boolean">;

class ElementsAttrBase<Pred condition, string summary> : Attr<condition, summary> {
  let storageType = "DenseElementsAttr | DenseResourceAttr";
}
def ElementsAttr : ElementsAttrBase<
    CPred<"$_self instanceof DenseElementsAttr || $_self instanceof DenseResourceAttr">,
    "constant vector/tensor attribute">;
class IntElementsAttrOf_<string elementPred, string descr>
    : ElementsAttrBase<And<[ElementsAttr.predicate, CPred<elementPred>]>, descr>;
def AnyIntElementsAttr : IntElementsAttrOf_<"$_self.type.elementType instanceof IntegerType", "integer elements attribute">;
class IntElementsAttrBase<int width>
    : IntElementsAttrOf_<"$_self.type.elementType instanceof IntegerType && $_self.type.elementType.width === " # width,
                         width # "-bit signless integer elements attribute">;
def I8ElementsAttr : IntElementsAttrBase<8>;
def I32ElementsAttr : IntElementsAttrBase<32>;
def I64ElementsAttr : IntElementsAttrBase<64>;
def F32ElementsAttr : IntElementsAttrOf_<
  "$_self.type.elementType instanceof FloatType && $_self.type.elementType.kind === 'f32'",
  "32-bit float elements attribute">;

//===----------------------------------------------------------------------===//
// Further constraints, for ConfinedAttr. They speak of an attribute that already has its class.
//===----------------------------------------------------------------------===//

class IntMinValue<int n>
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value >= " # n # "n">, "whose minimum value is " # n>;
class IntMaxValue<int n>
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value <= " # n # "n">, "whose maximum value is " # n>;
def IntNonNegative
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value >= 0n">, "whose value is non-negative">;
def IntPositive
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value > 0n">, "whose value is positive">;
def IntNonZero
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value !== 0n">, "whose value is not zero">;
def IntPowerOf2
    : AttrConstraint<CPred<"$_self instanceof IntegerAttr && $_self.value > 0n && ($_self.value & ($_self.value - 1n)) === 0n">,
                     "whose value is a power of two > 0">;
class ArrayCount<int n>
    : AttrConstraint<CPred<"$_self instanceof ArrayAttr && $_self.elements.length === " # n>, "with exactly " # n # " elements">;
class ArrayMinCount<int n>
    : AttrConstraint<CPred<"$_self instanceof ArrayAttr && $_self.elements.length >= " # n>, "with at least " # n # " elements">;
class ArrayMaxCount<int n>
    : AttrConstraint<CPred<"$_self instanceof ArrayAttr && $_self.elements.length <= " # n>, "with at most " # n # " elements">;
class DenseArrayCount<int n>
    : AttrConstraint<CPred<"$_self instanceof DenseArrayAttr && $_self.values.length === " # n>, "with exactly " # n # " elements">;
class DenseArrayMinCount<int n>
    : AttrConstraint<CPred<"$_self instanceof DenseArrayAttr && $_self.values.length >= " # n>, "with at least " # n # " elements">;
class DenseArrayMaxCount<int n>
    : AttrConstraint<CPred<"$_self instanceof DenseArrayAttr && $_self.values.length <= " # n>, "with at most " # n # " elements">;
class DenseArrayAll_<string condition, string descr>
    : AttrConstraint<CPred<"$_self instanceof DenseArrayAttr && $_self.values.every((v) => " # condition # ")">, descr>;
def DenseArrayPositive : DenseArrayAll_<"v > 0", "whose values are positive">;
def DenseArrayNonNegative : DenseArrayAll_<"v >= 0", "whose values are non-negative">;
class DenseArraySorted_<string compare, string descr>
    : AttrConstraint<CPred<"$_self instanceof DenseArrayAttr && $_self.values.every((v, i, all) => i === 0 || all[i - 1] " # compare # " v)">, descr>;
def DenseArrayStrictlySorted : DenseArraySorted_<"<", "should be in increasing order">;
def DenseArraySorted : DenseArraySorted_<"<=", "should be in non-decreasing order">;

#endif // COMMON_ATTRS_TD

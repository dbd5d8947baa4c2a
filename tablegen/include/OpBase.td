// Dialects, operations, types and attributes: what a dialect's .td includes.
// Class and field names are those of MLIR's ODS (mlir/IR/OpBase.td and its parts).
#ifndef OP_BASE_TD
#define OP_BASE_TD

// Markers of lists.
def ins;
def outs;
def region;
def successor;

include "EnumAttr.td"
include "Properties.td"
include "Traits.td"

//===----------------------------------------------------------------------===//
// Dialects
//===----------------------------------------------------------------------===//

class Dialect {
  string name = ?;
  string summary = "";
  string description = "";
  list<string> dependentDialects = [];
  string cppNamespace = "";
  bit hasConstantMaterializer = 0;
  bit hasOperationAttrVerify = 0;
  bit useDefaultTypePrinterParser = 0;
  bit useDefaultAttributePrinterParser = 0;
}

//===----------------------------------------------------------------------===//
// Regions, successors, documented arguments
//===----------------------------------------------------------------------===//

class Region<Pred condition, string descr = ""> : RegionConstraint<condition, descr> {
  // any, sized, min-sized, max-sized
  string regionKind = "any";
  int regionSize = 0;
}
def AnyRegion : Region<True, "any region">;
class SizedRegion<int numBlocks> : Region<True, "region with " # numBlocks # " blocks"> {
  let regionKind = "sized";
  let regionSize = numBlocks;
}
class MinSizedRegion<int numBlocks> : Region<True, "region with at least " # numBlocks # " blocks"> {
  let regionKind = "min-sized";
  let regionSize = numBlocks;
}
class MaxSizedRegion<int numBlocks> : Region<True, "region with at most " # numBlocks # " blocks"> {
  let regionKind = "max-sized";
  let regionSize = numBlocks;
}
class VariadicRegion<Region region> : Region<region.predicate, region.summary> {
  let regionKind = region.regionKind;
  let regionSize = region.regionSize;
}

class Successor<Pred condition, string descr = ""> : SuccessorConstraint<condition, descr>;
def AnySuccessor : Successor<True, "any successor">;
class VariadicSuccessor<Successor successor> : Successor<successor.predicate, successor.summary>;

// An operand, result or attribute with a description for the documents.
class OpVariable<Constraint valueConstraint, string desc = "", list<string> effects = []> {
  Constraint constraint = valueConstraint;
  string summary = desc;
  list<string> decorators = effects;
}
class Arg<Constraint constraint, string desc = "", list<string> effects = []>
    : OpVariable<constraint, desc, effects>;
class Res<Constraint constraint, string desc = "", list<string> effects = []>
    : OpVariable<constraint, desc, effects>;

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

// One overload of `build`: parameters are TypeScript types with names, CArg<type, default> may be left
// out. The body, TypeScript, gives the operation's class; $_builder and $_loc are at hand.
class OpBuilder<dag params, code body_ = ""> {
  dag dagParams = params;
  code body = body_;
}
class CArg<string ty, string value = ""> {
  string type = ty;
  string defaultValue = value;
}

class Op<Dialect dialect, string mnemonic, list<Trait> props = []> {
  Dialect opDialect = dialect;
  string opName = mnemonic;
  string cppNamespace = dialect.cppNamespace;
  string summary = "";
  string description = "";
  dag arguments = (ins);
  dag results = (outs);
  dag regions = (region);
  dag successors = (successor);
  string assemblyFormat = ?;
  // A hand-written parse and print.
  bit hasCustomAssemblyFormat = 0;
  // Hand-written functions that must exist.
  bit hasVerifier = 0;
  bit hasRegionVerifier = 0;
  bit hasCanonicalizer = 0;
  bit hasCanonicalizeMethod = 0;
  bit hasFolder = 0;
  list<Trait> traits = props;
  // Further overloads of the generated class's static `build`.
  list<OpBuilder> builders = ?;
  // No `build` but those of `builders`.
  bit skipDefaultBuilders = 0;
}

//===----------------------------------------------------------------------===//
// Types and attributes of a dialect
//===----------------------------------------------------------------------===//

// Interfaces of types and attributes, which are also constraints: of what has the interface.
class TypeInterface<string name, list<Interface> baseInterfaces = []>
    : Interface<name, baseInterfaces>, NativeOpTrait<name>,
      Type<CPred<"interfaceOf($_self, " # name # ") !== undefined">, name # " instance">;
class AttrInterface<string name, list<Interface> baseInterfaces = []>
    : Interface<name, baseInterfaces>, NativeOpTrait<name>,
      Attr<CPred<"interfaceOf($_self, " # name # ") !== undefined">, name # " instance">;
class DeclareTypeInterfaceMethods<TypeInterface interface, list<string> overriddenMethods = [],
                                  list<MethodBody> bodies = []>
    : DeclareInterfaceMethods_<interface, overriddenMethods, bodies>;
class DeclareAttrInterfaceMethods<AttrInterface interface, list<string> overriddenMethods = [],
                                  list<MethodBody> bodies = []>
    : DeclareInterfaceMethods_<interface, overriddenMethods, bodies>;

// One parameter. `formatKind` is the kind in ParameterSpec, `cppType` its TypeScript type.
class AttrOrTypeParameter<string type, string desc, string kind = "other"> {
  string cppType = type;
  string summary = desc;
  string formatKind = kind;
  string defaultValue = ?;
  bit isOptional = 0;
}
class IntegerParameter<string desc = ""> : AttrOrTypeParameter<"number", desc, "integer">;
class BoolParameter<string desc = ""> : AttrOrTypeParameter<"boolean", desc, "bool">;
class TypeParameter<string type = "Type", string desc = ""> : AttrOrTypeParameter<type, desc, "type">;
class AttrParameter<string type = "Attribute", string desc = ""> : AttrOrTypeParameter<type, desc, "attribute">;
class StringRefParameter<string desc = ""> : AttrOrTypeParameter<"string", desc, "string">;
class IntegerListParameter<string desc = ""> : AttrOrTypeParameter<"readonly number[]", desc, "integer-list">;
class TypeListParameter<string desc = ""> : AttrOrTypeParameter<"readonly Type[]", desc, "type-list">;
class EnumParameter<EnumAttrInfo enumInfo, string desc = "">
    : AttrOrTypeParameter<!if(enumInfo.isBitEnum, "number", enumInfo.className), desc,
                          !if(enumInfo.isBitEnum, "bit-enum", "enum")> {
  EnumAttrInfo enum = enumInfo;
}
class OptionalParameter<AttrOrTypeParameter parameter>
    : AttrOrTypeParameter<parameter.cppType, parameter.summary, parameter.formatKind> {
  let isOptional = 1;
  AttrOrTypeParameter base = parameter;
}
class DefaultValuedParameter<AttrOrTypeParameter parameter, string value>
    : AttrOrTypeParameter<parameter.cppType, parameter.summary, parameter.formatKind> {
  let defaultValue = value;
  AttrOrTypeParameter base = parameter;
}

class AttrOrTypeDef_ {
  string mnemonic = ?;
  dag parameters = (ins);
  // Parameters between angle brackets unless given otherwise.
  string assemblyFormat = ?;
  bit genVerifyDecl = 0;
  list<Trait> traits = [];
}

class TypeDef<Dialect d, string name, list<Trait> props = []>
    : Type<CPred<"$_self instanceof " # name # "Type">, name # " type">, AttrOrTypeDef_ {
  Dialect dialect = d;
  string className = name # "Type";
  let traits = props;
}
class AttrDef<Dialect d, string name, list<Trait> props = []>
    : Attr<CPred<"$_self instanceof " # name # "Attr">, name # " attribute">, AttrOrTypeDef_ {
  Dialect dialect = d;
  string className = name # "Attr";
  let storageType = name # "Attr";
  let traits = props;
  let formatKind = "attr-def";
}

// An enum as an attribute of a dialect: `#dialect.mnemonic<case>`.
class EnumAttr<Dialect d, EnumAttrInfo enumInfo, string name = "">
    : AttrDef<d, enumInfo.className> {
  let mnemonic = name;
  let parameters = (ins EnumParameter<enumInfo>:$value);
  let assemblyFormat = "`<` $value `>`";
  let returnType = !if(enumInfo.isBitEnum, "number", enumInfo.className);
  let convertFromStorage = "$_self.value";
  let constBuilderCall = enumInfo.className # "Attr.get($0)";
  EnumAttrInfo enum = enumInfo;
}

#endif // OP_BASE_TD

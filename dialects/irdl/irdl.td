// The irdl dialect: definitions of dialects as IR, as upstream's. A file of them is loaded by
// `--irdl-file`.
include "OpBase.td"

def IRDL_Dialect : Dialect {
  let name = "irdl";
  let summary = "definitions of dialects as IR";
}

def IRDL_AttributeType : TypeDef<IRDL_Dialect, "Attribute"> {
  let mnemonic = "attribute";
  let summary = "IRDL handle to an attribute or a type";
}
def IRDL_RegionType : TypeDef<IRDL_Dialect, "Region"> {
  let mnemonic = "region";
  let summary = "IRDL handle to a region definition";
}
def IRDL_AnyAttribute : Type<IRDL_AttributeType.predicate, "IRDL handle to an attribute or a type">,
                        BuildableType<"!irdl.attribute">;
def IRDL_AnyRegion : Type<IRDL_RegionType.predicate, "IRDL handle to a region definition">,
                     BuildableType<"!irdl.region">;
// Has a syntax of its own (variadicity.ts).
def IRDL_Variadicities : Attr<CPred<"String($_self).startsWith('#irdl<variadicity_array')">,
                              "array of variadicities">;

class IRDL_Op<string mnemonic, list<Trait> traits = []> : Op<IRDL_Dialect, mnemonic, traits> {
  // An example: what stands inside `irdl.operation @op`.
  string body = "";
  string prose = "";
  let description = "\n" # prose # "\n\nExample:\n```mlir\nirdl.dialect @d {\n  irdl.operation @op {\n" #
    body # "  }\n}\n```\n";
}

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

class IRDL_Definition<string mnemonic, string what, list<Trait> traits>
    : IRDL_Op<mnemonic, !listconcat(traits, [Symbol, NoTerminator, NoRegionArguments, SingleBlock])> {
  let summary = "the definition of " # what;
  let description = "\nThe body holds what is said of " # what # "; it may be left out.\n\nExample:\n```mlir\n" #
    !if(!eq(mnemonic, "dialect"), "irdl.dialect @d\n",
        "irdl.dialect @d {\n  irdl." # mnemonic # " @name\n}\n") # "```\n";
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region AnyRegion:$body);
  let assemblyFormat = "$sym_name attr-dict-with-keyword custom<SingleBlockRegion>($body)";
}
def IRDL_DialectOp : IRDL_Definition<"dialect", "a dialect", [SymbolTable]>;
def IRDL_TypeOp : IRDL_Definition<"type", "a type", [HasParent<"DialectOp">]>;
def IRDL_AttributeOp : IRDL_Definition<"attribute", "an attribute", [HasParent<"DialectOp">]>;
def IRDL_OperationOp : IRDL_Definition<"operation", "an operation", [HasParent<"DialectOp">]>;

//===----------------------------------------------------------------------===//
// Parts of definitions
//===----------------------------------------------------------------------===//

def IRDL_ParametersOp : IRDL_Op<"parameters", [ParentOneOf<["irdl.type", "irdl.attribute"]>]> {
  let summary = "constraints of the parameters of a type or an attribute, in order";
  let description = [{

    Example:
    ```mlir
    irdl.dialect @d {
      irdl.type @box {
        %0 = irdl.any
        irdl.parameters(%0)
      }
    }
    ```
  }];
  let arguments = (ins Variadic<IRDL_AnyAttribute>:$args);
  let assemblyFormat = "`` `(` $args `)` attr-dict";
}

class IRDL_Values<string mnemonic, string what>
    : IRDL_Op<mnemonic, [HasParent<"OperationOp">]> {
  let summary = "constraints of the " # what # " of an operation, in order";
  let prose = "Each may be `single`, which is what none of the words means, `optional` or `variadic`.";
  let body = "    %0 = irdl.any\n    irdl." # mnemonic # "(%0, variadic %0)\n";
  let arguments = (ins Variadic<IRDL_AnyAttribute>:$args, IRDL_Variadicities:$variadicity);
  let assemblyFormat = "`` custom<ValuesWithVariadicity>($args, $variadicity) attr-dict";
  let hasVerifier = 1;
}
def IRDL_OperandsOp : IRDL_Values<"operands", "operands">;
def IRDL_ResultsOp : IRDL_Values<"results", "results">;

def IRDL_AttributesOp : IRDL_Op<"attributes", [HasParent<"OperationOp">]> {
  let summary = "constraints of the attributes of an operation, by name";
  let body = "    %0 = irdl.any\n    irdl.attributes {\"mode\" = %0}\n";
  let arguments = (ins Variadic<IRDL_AnyAttribute>:$attributeValues, StrArrayAttr:$attributeValueNames);
  let assemblyFormat = "custom<NamedValues>($attributeValues, $attributeValueNames) attr-dict";
  let hasVerifier = 1;
}

def IRDL_RegionOp : IRDL_Op<"region", [HasParent<"OperationOp">]> {
  let summary = "what a region of an operation is like";
  let prose = "The types of the arguments of its entry block, and how many blocks it has, where that is said.";
  let body = "    %0 = irdl.is i32\n    %1 = irdl.region(%0) with size 1\n    irdl.regions(%1)\n";
  let arguments = (ins Variadic<IRDL_AnyAttribute>:$entryBlockArgs,
                       OptionalAttr<ConfinedAttr<I32Attr, [IntPositive]>>:$numberOfBlocks,
                       UnitAttr:$constrainedArguments);
  let results = (outs IRDL_AnyRegion:$output);
  let assemblyFormat = [{
    ``(`(` $entryBlockArgs $constrainedArguments^ `)`)? ``(` ` `with` `size` $numberOfBlocks^)? attr-dict
  }];
}

def IRDL_RegionsOp : IRDL_Op<"regions", [HasParent<"OperationOp">]> {
  let summary = "the regions of an operation, in order";
  let body = "    %0 = irdl.region\n    irdl.regions(%0)\n";
  let arguments = (ins Variadic<IRDL_AnyRegion>:$args);
  let assemblyFormat = "`` `(` $args `)` attr-dict";
}

//===----------------------------------------------------------------------===//
// Constraints
//===----------------------------------------------------------------------===//

class IRDL_Constraint<string mnemonic, string descr, string example>
    : IRDL_Op<mnemonic, [ParentOneOf<["irdl.type", "irdl.attribute", "irdl.operation"]>]> {
  let summary = descr;
  let prose = "Two uses of one constraint are one value: what they stand for is the same.";
  let body = example # "    irdl.operands(%0)\n";
  let results = (outs IRDL_AnyAttribute:$output);
}

def IRDL_IsOp : IRDL_Constraint<"is", "one attribute or type", "    %0 = irdl.is i32 \n"> {
  let arguments = (ins AnyAttr:$expected);
  let assemblyFormat = "$expected ` ` attr-dict";
}
def IRDL_BaseOp : IRDL_Constraint<"base", "any of one definition, whatever its parameters",
                                  "    %0 = irdl.base \"!builtin.integer\" \n"> {
  let arguments = (ins OptionalAttr<SymbolRefAttr>:$base_ref, OptionalAttr<StrAttr>:$base_name);
  let assemblyFormat = "($base_ref^)? ($base_name^)? ` ` attr-dict";
  let hasVerifier = 1;
}
def IRDL_ParametricOp : IRDL_Constraint<"parametric", "one of a definition, with constraints of its parameters",
                                        "    %1 = irdl.any\n    %0 = irdl.parametric @d::@op<%1> \n"> {
  // The one example that needs a definition beside the operation.
  let description = [{

    Example:
    ```mlir
    irdl.dialect @d {
      irdl.type @box {
        %0 = irdl.any
        irdl.parameters(%0)
      }
      irdl.operation @unbox {
        %0 = irdl.any
        %1 = irdl.parametric @d::@box<%0> 
        irdl.operands(%1)
        irdl.results(%0)
      }
    }
    ```
  }];
  let arguments = (ins SymbolRefAttr:$base_type, Variadic<IRDL_AnyAttribute>:$args);
  let assemblyFormat = "$base_type `<` $args `>` ` ` attr-dict";
}
def IRDL_AnyOp : IRDL_Constraint<"any", "anything", "    %0 = irdl.any\n"> {
  let assemblyFormat = "attr-dict";
}
class IRDL_Combined<string mnemonic, string descr>
    : IRDL_Constraint<mnemonic, descr,
        "    %1 = irdl.is i32 \n    %2 = irdl.is f32 \n    %0 = irdl." # mnemonic # "(%1, %2) \n"> {
  let arguments = (ins Variadic<IRDL_AnyAttribute>:$args);
  let assemblyFormat = "`` `(` $args `)` ` ` attr-dict";
}
def IRDL_AnyOfOp : IRDL_Combined<"any_of", "what one of them takes"> {
  let hasVerifier = 1;
}
def IRDL_AllOfOp : IRDL_Combined<"all_of", "what all of them take">;
def IRDL_CPredOp : IRDL_Constraint<"c_pred", "a predicate in C++, as upstream's specs have them",
    "    %0 = irdl.c_pred \"::llvm::isa<::mlir::IntegerAttr>($_self)\" \n"> {
  let arguments = (ins StrAttr:$pred);
  let assemblyFormat = "$pred ` ` attr-dict";
}

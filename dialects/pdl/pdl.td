// The pdl dialect: rewrite rules as IR, as upstream's. `npu-pdll -x=mlir` writes it, and
// `--test-pdl-bytecode-pass` and `--patterns=rules.mlir` run it.
include "OpBase.td"

def PDL_Dialect : Dialect {
  let name = "pdl";
  let summary = "rewrite rules as IR";
}

// The types have a syntax of their own (types.ts).
class PDL_Kind<string kind, string descr>
    : Type<CPred<"String($_self) === '!pdl." # kind # "'">, descr>,
      BuildableType<"!pdl." # kind>;
def PDL_Attribute : PDL_Kind<"attribute", "PDL handle to an attribute">;
def PDL_Operation : PDL_Kind<"operation", "PDL handle to an operation">;
def PDL_Type : PDL_Kind<"type", "PDL handle to a type">;
def PDL_Value : PDL_Kind<"value", "PDL handle to a value">;
def PDL_AnyType : Type<CPred<"$_self.dialect === 'pdl'">, "pdl type">;
class PDL_RangeOf<string kind, string descr>
    : Type<CPred<"String($_self) === '!pdl.range<" # kind # ">'">,
           "range of " # descr # " values">, BuildableType<"!pdl.range<" # kind # ">">;
def PDL_Types : PDL_RangeOf<"type", "PDL handle to a type">;
def PDL_Values : PDL_RangeOf<"value", "PDL handle to a value">;
def PDL_AnyRange : AnyTypeOf<[PDL_Types, PDL_Values]>;
class PDL_OneOrMany<Type one, Type many>
    : AnyTypeOf<[one, many], "single element or range of " # one.summary>;
def PDL_ValueOrValues : PDL_OneOrMany<PDL_Value, PDL_Values>;
def PDL_TypeOrTypes : PDL_OneOrMany<PDL_Type, PDL_Types>;

class PDL_Op<string mnemonic, list<Trait> traits = []> : Op<PDL_Dialect, mnemonic, traits> {
  // An example that stands inside a pattern.
  string match = "";
  // One that stands inside its rewrite.
  string change = "";
  string prose = "";
  let description = "\n" # prose # "\n\nExample:\n```mlir\npdl.pattern @example : benefit(1) {\n" #
    match # "  rewrite %root {\n" # change # "  }\n}\n```\n";
}

defvar ROOT = "  %root = operation \"d.op\"\n";
defvar ERASE = "    erase %root\n";

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

def PDL_PatternOp : PDL_Op<"pattern", [IsolatedFromAbove, SingleBlock, Symbol]> {
  let summary = "a rule: what it matches, and how that is rewritten";
  let prose = [{
    The body describes operations and what is around them, in any number, all connected. It ends in
    `pdl.rewrite`. Of two rules that match the one of greater benefit is applied.}];
  let match = ROOT;
  let change = ERASE;
  let arguments = (ins ConfinedAttr<I16Attr, [IntNonNegative]>:$benefit,
                       OptionalAttr<SymbolNameAttr>:$sym_name);
  let regions = (region SizedRegion<1>:$bodyRegion);
  let assemblyFormat = "($sym_name^)? `:` `benefit` `(` $benefit `)` attr-dict-with-keyword $bodyRegion";
  let hasRegionVerifier = 1;
}

def PDL_RewriteOp : PDL_Op<"rewrite", [Terminator, HasParent<"PatternOp">, NoTerminator,
                                       NoRegionArguments, SingleBlock, AttrSizedOperandSegments]> {
  let summary = "how a matched pattern is rewritten";
  let prose = [{
    By the operations of its region, or by a native function that is called with the root and the
    values given. Without a root any operation of the pattern may be the one to start from.}];
  let match = ROOT;
  let change = ERASE;
  let arguments = (ins Optional<PDL_Operation>:$root, OptionalAttr<StrAttr>:$name,
                       Variadic<PDL_AnyType>:$externalArgs);
  let regions = (region AnyRegion:$bodyRegion);
  let assemblyFormat = [{
    ($root^)? (`with` $name^ (`(` $externalArgs^ `:` type($externalArgs) `)`)?)?
    ($bodyRegion^)? attr-dict-with-keyword
  }];
  let hasRegionVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Matched or made
//===----------------------------------------------------------------------===//

def PDL_OperationOp : PDL_Op<"operation", [AttrSizedOperandSegments]> {
  let summary = "an operation that is matched, or made";
  let prose = [{
    In the match part: one of this name, if there is one, with these operands, attributes and result
    types, each of which says nothing when absent. In a rewrite: a new one.}];
  let match = "  %0 = operand\n  %1 = attribute\n  %2 = type\n  %root = operation \"d.op\"(%0 : !pdl.value)  {\"k\" = %1} -> (%2 : !pdl.type)\n";
  let change = ERASE;
  let arguments = (ins OptionalAttr<StrAttr>:$opName, Variadic<PDL_ValueOrValues>:$operandValues,
                       Variadic<PDL_Attribute>:$attributeValues, StrArrayAttr:$attributeValueNames,
                       Variadic<PDL_TypeOrTypes>:$typeValues);
  let results = (outs PDL_Operation:$op);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

def PDL_OperandOp : PDL_Op<"operand"> {
  let summary = "a value from outside the pattern";
  let prose = "One operand of an operation of the pattern, of a type if one is given.";
  let match = "  %0 = operand\n  %root = operation \"d.op\"(%0 : !pdl.value)  \n";
  let change = ERASE;
  let arguments = (ins Optional<PDL_Type>:$valueType);
  let results = (outs PDL_Value:$handle);
  let assemblyFormat = "(`:` $valueType^)? attr-dict";
  let hasVerifier = 1;
}

def PDL_OperandsOp : PDL_Op<"operands"> {
  let summary = "any number of values from outside the pattern";
  let prose = "A group of operands, or all of an operation, of these types if they are given.";
  let match = "  %0 = operands\n  %root = operation \"d.op\"(%0 : !pdl.range<value>)  \n";
  let change = ERASE;
  let arguments = (ins Optional<PDL_Types>:$valueType);
  let results = (outs PDL_Values:$handle);
  let assemblyFormat = "(`:` $valueType^)? attr-dict";
  let hasVerifier = 1;
}

def PDL_AttributeOp : PDL_Op<"attribute"> {
  let summary = "an attribute: any, one of a type, or a constant";
  let prose = "In a rewrite it is a constant.";
  let match = "  %0 = attribute = 1 : i32\n  %root = operation \"d.op\"  {\"k\" = %0}\n";
  let change = ERASE;
  let arguments = (ins Optional<PDL_Type>:$valueType, OptionalAttr<AnyAttr>:$value);
  let results = (outs PDL_Attribute:$attr);
  let assemblyFormat = "(`:` $valueType^)? (`=` $value^)? attr-dict-with-keyword";
  let hasVerifier = 1;
}

def PDL_TypeOp : PDL_Op<"type"> {
  let summary = "a type: any, or a constant";
  let prose = "What it is used for has this type; two uses of one have the same.";
  let match = "  %0 = type : i32\n  %root = operation \"d.op\"  -> (%0 : !pdl.type)\n";
  let change = ERASE;
  let arguments = (ins OptionalAttr<TypeAttr>:$constantType);
  let results = (outs PDL_Type:$result);
  let assemblyFormat = "attr-dict (`:` $constantType^)?";
  let hasVerifier = 1;
}

def PDL_TypesOp : PDL_Op<"types"> {
  let summary = "any number of types, or a constant list";
  let prose = "The types of a group of operands or results.";
  let match = "  %0 = types : [i32, i64]\n  %root = operation \"d.op\"  -> (%0 : !pdl.range<type>)\n";
  let change = ERASE;
  let arguments = (ins OptionalAttr<TypeArrayAttr>:$constantTypes);
  let results = (outs PDL_Types:$result);
  let assemblyFormat = "attr-dict (`:` $constantTypes^)?";
  let hasVerifier = 1;
}

def PDL_ResultOp : PDL_Op<"result", [Pure]> {
  let summary = "one result of an operation of the pattern";
  let prose = "By its number among all results.";
  let match = "  %0 = operation \"d.inner\"\n  %1 = result 0 of %0\n  %root = operation \"d.op\"(%1 : !pdl.value)  \n";
  let change = ERASE;
  let arguments = (ins PDL_Operation:$parent, I32Attr:$index);
  let results = (outs PDL_Value:$val);
  let assemblyFormat = "$index `of` $parent attr-dict";
}

def PDL_ResultsOp : PDL_Op<"results", [Pure]> {
  let summary = "all results of an operation of the pattern, or a group of them";
  let prose = "The group is given by its number in the declaration of the operation.";
  let match = "  %0 = operation \"d.inner\"\n  %1 = results of %0  \n  %root = operation \"d.op\"(%1 : !pdl.range<value>)  \n";
  let change = ERASE;
  let arguments = (ins PDL_Operation:$parent, OptionalAttr<I32Attr>:$index);
  let results = (outs PDL_ValueOrValues:$val);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Native functions
//===----------------------------------------------------------------------===//

def PDL_ApplyNativeConstraintOp : PDL_Op<"apply_native_constraint"> {
  let summary = "a native function that says whether the pattern matches";
  let prose = "It may give values for what follows. Negated, it must not hold.";
  let match = "  %root = operation \"d.op\"\n  apply_native_constraint \"IsFit\"(%root : !pdl.operation)\n";
  let change = ERASE;
  let arguments = (ins StrAttr:$name, Variadic<PDL_AnyType>:$args,
                       DefaultValuedAttr<BoolAttr, "false">:$isNegated);
  let results = (outs Variadic<PDL_AnyType>:$results);
  let assemblyFormat = "$name `(` $args `:` type($args) `)` (`:` type($results)^)? attr-dict";
  let hasVerifier = 1;
}

def PDL_ApplyNativeRewriteOp : PDL_Op<"apply_native_rewrite"> {
  let summary = "a native function of a rewrite";
  let prose = "It may make operations, and gives the values named.";
  let match = ROOT;
  let change = "    %0 = apply_native_rewrite \"Made\"(%root : !pdl.operation) : !pdl.value\n    replace %root with(%0 : !pdl.value)\n";
  let arguments = (ins StrAttr:$name, Variadic<PDL_AnyType>:$args);
  let results = (outs Variadic<PDL_AnyType>:$results);
  let assemblyFormat = "$name (`(` $args^ `:` type($args) `)`)? (`:` type($results)^)? attr-dict";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

def PDL_EraseOp : PDL_Op<"erase", [HasParent<"RewriteOp">]> {
  let summary = "an operation goes";
  let prose = "Nothing may use its results.";
  let match = ROOT;
  let change = ERASE;
  let arguments = (ins PDL_Operation:$opValue);
  let assemblyFormat = "$opValue attr-dict";
}

def PDL_ReplaceOp : PDL_Op<"replace", [AttrSizedOperandSegments, HasParent<"RewriteOp">]> {
  let summary = "an operation goes, and values take the place of its results";
  let prose = "Values one by one, or the results of an operation.";
  let match = "  %0 = operand\n  %root = operation \"d.op\"(%0 : !pdl.value)  \n";
  let change = "    replace %root with(%0 : !pdl.value)\n";
  let arguments = (ins PDL_Operation:$opValue, Optional<PDL_Operation>:$replOperation,
                       Variadic<PDL_ValueOrValues>:$replValues);
  let assemblyFormat = "$opValue `with` (`(` $replValues^ `:` type($replValues) `)`)? ($replOperation^)? attr-dict";
  let hasVerifier = 1;
}

def PDL_RangeOp : PDL_Op<"range", [Pure, HasParent<"RewriteOp">]> {
  let summary = "values or types one behind the other";
  let prose = "Each argument is one or a range.";
  let match = "  %0 = operand\n  %1 = operands\n  %root = operation \"d.op\"(%0, %1 : !pdl.value, !pdl.range<value>)  \n";
  let change = "    %2 = range %1, %0 : !pdl.range<value>, !pdl.value \n    replace %root with(%2 : !pdl.range<value>)\n";
  let arguments = (ins Variadic<PDL_AnyType>:$arguments);
  let results = (outs PDL_AnyRange:$result);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

include "OpBase.td"

def Grp_Dialect : Dialect {
  let name = "grp";
}

def Grp_JoinOp : Op<Grp_Dialect, "join", [AttrSizedOperandSegments]> {
  let summary = "Takes values in two groups";
  let arguments = (ins AnyType:$first, Variadic<AnyType>:$left, Variadic<AnyType>:$right);
  let assemblyFormat = "$first `,` $left `|` $right attr-dict `:` type($first) type($left) `|` type($right)";
}

include "OpBase.td"

def Flow_Dialect : Dialect {
  let name = "flow";
}

class Flow_Op<string mnemonic, list<Trait> traits> : Op<Flow_Dialect, mnemonic, traits>;

def Flow_YieldOp : Flow_Op<"yield", [Terminator, Pure]> {
  let arguments = (ins Variadic<AnyType>:$values);
}

def Flow_IfOp : Flow_Op<"if", [RunsRegionsAtMostOnce, RecursiveMemoryEffects]> {
  let arguments = (ins I1:$condition);
  let results = (outs Variadic<AnyType>:$values);
  let regions = (region AnyRegion:$then, AnyRegion:$else);
}

def Flow_RepeatOp : Flow_Op<"repeat", [LoopLikeOpInterface, RecursiveMemoryEffects]> {
  let arguments = (ins I1:$condition);
  let results = (outs Variadic<AnyType>:$values);
  let regions = (region AnyRegion:$body);
}

// The ub dialect: what undefined behaviour leaves behind, as upstream's.
include "OpBase.td"

def UB_Dialect : Dialect {
  let name = "ub";
  let summary = "what undefined behaviour leaves behind";
  let hasConstantMaterializer = 1;
}

def UB_PoisonAttr : AttrDef<UB_Dialect, "Poison"> {
  let mnemonic = "poison";
  let summary = "poison: a value that nothing may depend on";
}

def UB_PoisonOp : Op<UB_Dialect, "poison", [ConstantLike, Pure]> {
  let summary = "a poisoned constant";
  let description = [{
    What depends on it is undefined; what does not use it is not hurt.

    Example:
    ```mlir
    func.func @example() {
      %0 = ub.poison : i32
      return
    }
    ```
  }];
  let arguments = (ins DefaultValuedAttr<UB_PoisonAttr, "#ub.poison">:$value);
  let results = (outs AnyType:$result);
  let assemblyFormat = "attr-dict (`<` $value^ `>`)? `:` type($result)";
}

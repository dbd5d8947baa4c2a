// The builtin dialect: the module. Builtin types and attributes are part of the IR itself.
include "OpBase.td"

def Builtin_Dialect : Dialect {
  let name = "builtin";
  let summary = "the module, and the types and attributes that every dialect shares";
}

def ModuleOp : Op<Builtin_Dialect, "module", [
    IsolatedFromAbove, NoRegionArguments, SymbolTable, Symbol, HasOnlyGraphRegion, SingleBlock, NoTerminator]> {
  let summary = "a list of top-level operations";
  let description = [{
    A module holds functions and other symbols. It may have a name.

    Example:
    ```mlir
    module @net {
      func.func private @main()
    }
    ```
  }];
  let arguments = (ins OptionalAttr<SymbolNameAttr>:$sym_name, OptionalAttr<StrAttr>:$sym_visibility);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "($sym_name^)? attr-dict-with-keyword $body";
  let hasVerifier = 1;
}

def UnrealizedConversionCastOp : Op<Builtin_Dialect, "unrealized_conversion_cast", [Pure]> {
  let summary = "stands between types that a conversion has not joined yet";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: i32) {
      %0 = builtin.unrealized_conversion_cast %arg0 : i32 to index
      return
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$inputs);
  let results = (outs Variadic<AnyType>:$outputs);
  let assemblyFormat = "($inputs^ `:` type($inputs))? `to` type($outputs) attr-dict";
  let hasFolder = 1;
  let hasVerifier = 1;
}

// Functions, as upstream's func dialect.
include "OpBase.td"

def Func_Dialect : Dialect {
  let name = "func";
  let summary = "functions, calls and returns";
}

def FuncOp : Op<Func_Dialect, "func", [IsolatedFromAbove, Symbol, AutomaticAllocationScope]> {
  let summary = "a function";
  let description = [{
    Example:
    ```mlir
    func.func @id(%arg0: i32) -> i32 {
      return %arg0 : i32
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type,
                       OptionalAttr<StrAttr>:$sym_visibility,
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs,
                       UnitAttr:$no_inline);
  let regions = (region AnyRegion:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

def ReturnOp : Op<Func_Dialect, "return", [Pure, Terminator, HasParent<"FuncOp">]> {
  let summary = "ends a function with its results";
  let description = [{
    Example:
    ```mlir
    func.func @none() {
      return
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$operands);
  let assemblyFormat = "attr-dict ($operands^ `:` type($operands))?";
  let hasVerifier = 1;
}

def CallOp : Op<Func_Dialect, "call", []> {
  let summary = "calls a function by its symbol";
  let description = [{
    Example:
    ```mlir
    func.func private @f(i32) -> i32
    func.func @g(%arg0: i32) -> i32 {
      %0 = call @f(%arg0) : (i32) -> i32
      return %0 : i32
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$operands);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = "$callee `(` $operands `)` attr-dict `:` functional-type($operands, results)";
  let hasVerifier = 1;
}

// Functions, as upstream's func dialect.
include "OpBase.td"

def Func_Dialect : Dialect {
  let name = "func";
  let summary = "functions, calls and returns";
  let hasConstantMaterializer = 1;
}

def FuncOp : Op<Func_Dialect, "func", [
    AffineScope, AutomaticAllocationScope, CallableOpInterface, IsolatedFromAbove, Symbol]> {
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
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region AnyRegion:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

def ReturnOp : Op<Func_Dialect, "return", [Pure, HasParent<"FuncOp">, ReturnLike, Terminator]> {
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

def CallOp : Op<Func_Dialect, "call", [CallOpInterface]> {
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

def CallIndirectOp : Op<Func_Dialect, "call_indirect", [CallOpInterface]> {
  let summary = "calls a function that is a value";
  let description = [{
    Example:
    ```mlir
    func.func @apply(%arg0: (i32) -> i32, %arg1: i32) -> i32 {
      %0 = call_indirect %arg0(%arg1) : (i32) -> i32
      return %0 : i32
    }
    ```
  }];
  let arguments = (ins FunctionType:$callee, Variadic<AnyType>:$callee_operands);
  let results = (outs Variadic<AnyType>:$results);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

def ConstantOp : Op<Func_Dialect, "constant", [ConstantLike, Pure]> {
  let summary = "a function as a value";
  let description = [{
    Example:
    ```mlir
    func.func private @f(i32) -> i32
    func.func @g() -> ((i32) -> i32) {
      %f = constant @f : (i32) -> i32
      return %f : (i32) -> i32
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$value);
  let results = (outs AnyType:$result);
  let assemblyFormat = "attr-dict $value `:` type($result)";
  let hasVerifier = 1;
}

// State between runs, and control flow.
#ifndef NN_CONTROL_TD
#define NN_CONTROL_TD
include "base.td"

def NN_VariableOp : Op<NN_Dialect, "variable", [Symbol]> {
  let summary = "a tensor that stays between runs";
  let description = [{
    Before the first run, and where state is not kept before each, it holds `value`: one stored element for all, or all of them.

    Example:
    ```mlir
    nn.variable @state : tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>> = dense<-1> : tensor<1x4xi8>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, ElementsAttr:$value);
  let assemblyFormat = "$sym_name `:` $type `=` $value attr-dict";
  let hasVerifier = 1;
}
def NN_ReadVariableOp : Op<NN_Dialect, "read_variable", [MemRead]> {
  let summary = "what a variable holds";
  let description = [{
    Example:
    ```mlir
    nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<4xf32>
    func.func @example() {
      %0 = nn.read_variable @state : tensor<4xf32>
      return
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$variable);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "$variable attr-dict `:` type($output)";
  let hasVerifier = 1;
}
def NN_AssignVariableOp : Op<NN_Dialect, "assign_variable", [MemWrite]> {
  let summary = "gives a variable a new value";
  let description = [{
    Example:
    ```mlir
    nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<4xf32>
    func.func @example(%arg0: tensor<4xf32>) {
      nn.assign_variable @state, %arg0 : tensor<4xf32>
      return
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$variable, AnyRankedTensor:$value);
  let assemblyFormat = "$variable `,` $value attr-dict `:` type($value)";
  let hasVerifier = 1;
}

def NN_IfOp : Op<NN_Dialect, "if", [RecursiveMemoryEffects]> {
  let summary = "one of two regions";
  let description = [{
    Runs the first region where the only element of the condition is true, else the second; the results are what it yields. Both see the values around them.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<i1>, %arg1: tensor<4xf32>) {
      %0 = nn.if %arg0 : (tensor<i1>) -> tensor<4xf32> {
        %1 = nn.abs %arg1 : (tensor<4xf32>) -> tensor<4xf32>
        nn.yield %1 : tensor<4xf32>
      } else {
        nn.yield %arg1 : tensor<4xf32>
      }
      return
    }
    ```
  }];
  let arguments = (ins BoolTensor:$condition);
  let results = (outs Variadic<AnyRankedTensor>:$outputs);
  let regions = (region SizedRegion<1>:$then, SizedRegion<1>:$otherwise);
  let assemblyFormat = "$condition attr-dict `:` functional-type(operands, results) $then `else` $otherwise";
  let hasVerifier = 1;
}
def NN_WhileOp : Op<NN_Dialect, "while", [RecursiveMemoryEffects]> {
  let summary = "a region as long as another one says so";
  let description = [{
    The values are the operands at first. As long as the first region, of the values, yields true, they become what the second region, of the values, yields; the results are the last ones.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<i32>, %arg1: tensor<i32>) {
      %0 = nn.while %arg0 : (tensor<i32>) -> tensor<i32> {
      ^bb0(%i: tensor<i32>):
        %1 = nn.less %i, %arg1 : (tensor<i32>, tensor<i32>) -> tensor<i1>
        nn.yield %1 : tensor<i1>
      } do {
      ^bb0(%i: tensor<i32>):
        %1 = nn.add %i, %i : (tensor<i32>, tensor<i32>) -> tensor<i32>
        nn.yield %1 : tensor<i32>
      }
      return
    }
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$initial);
  let results = (outs Variadic<AnyRankedTensor>:$outputs);
  let regions = (region SizedRegion<1>:$condition, SizedRegion<1>:$body);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results) $condition `do` $body";
  let hasVerifier = 1;
}
def NN_YieldOp : Op<NN_Dialect, "yield", [Pure, Terminator, ReturnLike, ParentOneOf<["nn.if", "nn.while"]>]> {
  let summary = "ends a region with its values";
  let description = [{
    Of `nn.if` and `nn.while`.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<i1>) {
      nn.if %arg0 : (tensor<i1>) -> () {
        nn.yield
      } else {
        nn.yield
      }
      return
    }
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

#endif // NN_CONTROL_TD

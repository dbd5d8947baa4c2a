// The cf dialect: branches between the blocks of a region, as upstream's.
include "OpBase.td"

def ControlFlow_Dialect : Dialect {
  let name = "cf";
  let summary = "branches between the blocks of a region";
  let dependentDialects = ["arith"];
}

class CF_Op<string mnemonic, list<Trait> traits = []> : Op<ControlFlow_Dialect, mnemonic, traits>;

def CF_AssertOp : CF_Op<"assert"> {
  let summary = "stops the program when a condition is false";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: i1) {
      cf.assert %arg0, "the input is positive"
      return
    }
    ```
  }];
  let arguments = (ins I1:$arg, StrAttr:$msg);
  let assemblyFormat = "$arg `,` $msg attr-dict";
}

def CF_BranchOp : CF_Op<"br", [BranchOpInterface, Pure, Terminator]> {
  let summary = "goes to a block";
  let description = [{
    The operands become the arguments of the block.

    Example:
    ```mlir
    func.func @example(%arg0: i32) -> i32 {
      cf.br ^bb1(%arg0 : i32)
    ^bb1(%0: i32):  // pred: ^bb0
      return %0 : i32
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$destOperands);
  let successors = (successor AnySuccessor:$dest);
  let assemblyFormat = "$dest (`(` $destOperands^ `:` type($destOperands) `)`)? attr-dict";
}

def CF_CondBranchOp : CF_Op<"cond_br",
    [AttrSizedOperandSegments, BranchOpInterface, Pure, Terminator]> {
  let summary = "goes to one of two blocks";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: i1, %arg1: i32) -> i32 {
      cf.cond_br %arg0, ^bb1(%arg1 : i32), ^bb2
    ^bb1(%0: i32):  // pred: ^bb0
      return %0 : i32
    ^bb2:  // pred: ^bb0
      return %arg1 : i32
    }
    ```
  }];
  let arguments = (ins I1:$condition, Variadic<AnyType>:$trueDestOperands,
                       Variadic<AnyType>:$falseDestOperands);
  let successors = (successor AnySuccessor:$trueDest, AnySuccessor:$falseDest);
  let assemblyFormat = [{
    $condition `,` $trueDest (`(` $trueDestOperands^ `:` type($trueDestOperands) `)`)? `,`
    $falseDest (`(` $falseDestOperands^ `:` type($falseDestOperands) `)`)? attr-dict
  }];
}

def CF_SwitchOp : CF_Op<"switch", [AttrSizedOperandSegments, BranchOpInterface, Pure, Terminator]> {
  let summary = "goes to the block of a number";
  let description = [{
    `case_values` are the numbers of the blocks behind the first; the first is for all others.

    Example:
    ```mlir
    func.func @example(%arg0: i32, %arg1: i32) -> i32 {
      cf.switch %arg0 : i32, [
        default: ^bb1(%arg1 : i32),
        42: ^bb1(%arg0 : i32),
        43: ^bb2
      ]
    ^bb1(%0: i32):  // 2 preds: ^bb0, ^bb0
      return %0 : i32
    ^bb2:  // pred: ^bb0
      return %arg1 : i32
    }
    ```
  }];
  let arguments = (ins AnyInteger:$flag, Variadic<AnyType>:$defaultOperands,
                       VariadicOfVariadic<AnyType, "case_operand_segments">:$caseOperands,
                       OptionalAttr<AnyIntElementsAttr>:$case_values,
                       DenseI32ArrayAttr:$case_operand_segments);
  let successors = (successor AnySuccessor:$defaultDestination,
                              VariadicSuccessor<AnySuccessor>:$caseDestinations);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

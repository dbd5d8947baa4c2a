// RUN: npu-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{entry block must have 1 arguments to match function signature}}
"func.func"() <{function_type = (i32) -> (), sym_name = "f1_count"}> ({
  "func.return"() : () -> ()
}) : () -> ()

// -----

// expected-error @+1 {{type of entry block argument #0(i64) must match the type of the corresponding argument in function signature(i32)}}
"func.func"() <{function_type = (i32) -> (), sym_name = "f1_type"}> ({
^bb0(%arg0: i64):
  "func.return"() : () -> ()
}) : () -> ()

// -----

func.func @f2_count(%arg0: i32) -> i32 {
  // expected-error @below {{has 0 operands, but enclosing function returns 1}}
  return
}

// -----

func.func @f2_type(%arg0: i64) -> i32 {
  // expected-error @below {{type of return operand 0 ('i64') doesn't match function result type ('i32')}}
  return %arg0 : i64
}

// -----

func.func @f3_missing() {
  // expected-error @below {{'nobody' does not reference a valid function}}
  call @nobody() : () -> ()
  return
}

// -----

func.func private @callee(i32)
func.func @f3_type(%arg0: i64) {
  // expected-error @below {{operand or result types do not match the function's type (i32) -> ()}}
  call @callee(%arg0) : (i64) -> ()
  return
}

// -----

// expected-error @+1 {{symbol declaration cannot have public visibility}}
func.func @f4()

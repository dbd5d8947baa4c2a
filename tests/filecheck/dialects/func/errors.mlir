// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case(%arg0: i32) {
  // expected-error @below {{'func.call' op requires attribute 'callee'}}
  %0 = "func.call"(%arg0) : (i32) -> i32
  return
}

// -----

func.func @undefined() {
  // expected-error @below {{reference to undefined function 'none' (F5)}}
  %0 = constant @none : () -> ()
  return
}

// -----

func.func private @f(i8)
func.func @mismatch() {
  // expected-error @below {{reference to function with mismatched type: 'f' is (i8) -> () (F5)}}
  %0 = constant @f : () -> ()
  return
}

// -----

func.func @inputs(%f: (i8) -> i8, %a: i16) {
  // expected-error @below {{failed to verify that callee input types match argument types: the callee is (i8) -> i8 (F6)}}
  %0 = "func.call_indirect"(%f, %a) : ((i8) -> i8, i16) -> i8
  return
}

// -----

func.func @outputs(%f: (i8) -> i8, %a: i8) {
  // expected-error @below {{failed to verify that callee result types match result types: the callee is (i8) -> i8 (F6)}}
  %0 = "func.call_indirect"(%f, %a) : ((i8) -> i8, i8) -> i16
  return
}

// -----

// expected-error @below {{arguments may only have dialect attributes, and 'foo' has no dialect (F7)}}
func.func @bare(%a: i32 {foo = 1 : i32}) { return }

// -----

// expected-error @below {{expects result attribute array to have the same number of elements as the number of function results, got 1, but expected 0 (F7)}}
"func.func"() <{function_type = () -> (), res_attrs = [{}], sym_name = "f", sym_visibility = "private"}> ({}) : () -> ()

// -----

func.func @outer() {
  // expected-error @below {{symbol's parent must have the SymbolTable trait}}
  func.func @inner() { return }
  return
}

// -----

// expected-error @below {{attribute 'sym_visibility' is an inferred attribute and should not be specified in the explicit attribute dictionary}}
func.func @visibility() attributes {sym_visibility = "private"} {
  return
}

// -----

// expected-error @below {{expected a symbol name such as '@name'}}
func.func private nested @f() { return }

// -----

// Names mean what is in the nearest symbol table.
func.func private @outer()
module {
  func.func @inner() {
    // expected-error @below {{'outer' does not reference a valid function}}
    call @outer() : () -> ()
    return
  }
}

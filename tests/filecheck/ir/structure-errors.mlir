// RUN: npu-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// expected-note @below {{previously defined here}}
func.func @redefinition(%arg0: i32) {
  // expected-error @below {{redefinition of SSA value '%arg0'}}
  %arg0 = "test.a"() : () -> i32
  return
}

// -----

func.func @undeclared() {
  // expected-error @below {{use of undeclared SSA value name}}
  "test.a"(%x) : (i32) -> ()
  return
}

// -----

// expected-note @below {{prior use here}}
func.func @types_differ(%arg0: i32) {
  // expected-error @below {{use of value '%arg0' expects different type than prior uses: 'i64' vs 'i32'}}
  "test.a"(%arg0) : (i64) -> ()
  return
}

// -----

func.func @isolated(%arg0: i32) {
  "test.graph"() ({
    // expected-error @below {{'test.use' op using value defined outside the region}}
    // expected-note @below {{required by region isolation constraints}}
    func.func @inner() { "test.use"(%arg0) : (i32) -> () return }
  }) : () -> ()
  return
}

// -----

func.func @no_terminator() {
  // expected-error @below {{block with no terminator, has 'mem.buffer'}}
  %0 = mem.buffer : memref<4xi8, "sram">
}

// -----

func.func @dominance() {
  // expected-error @below {{operand #0 does not dominate this use}}
  "test.a"(%0) : (i32) -> ()
  // expected-note @below {{operand defined here}}
  %0 = "test.b"() : () -> i32
  return
}

// -----

// expected-note @below {{see existing symbol definition here}}
func.func private @twice()
// expected-error @below {{redefinition of symbol named 'twice'}}
func.func private @twice()

// -----

// expected-error @below {{expected ',' or ')'}}
func.func @unclosed(%arg0: i32 -> i32

// -----

// expected-error @below {{custom op 'qnn.conv3d' is unknown}}
qnn.conv3d

// -----

// expected-error @below {{undefined symbol alias id 'nothing'}}
"test.a"() {x = #nothing} : () -> ()

// -----

// expected-error @below {{expected integer line number}}
"t.a"() : () -> () loc("a":4294967296:1)

// -----

// expected-error @below {{expected integer column number}}
"t.a"() : () -> () loc("a":1:4294967296)

// -----

// expected-error @below {{expected integer literal}}
"t.a"() {a = array<i32: >} : () -> ()

// -----

// expected-error @below {{element type bitwidth must be a multiple of 8, and 'i7' is not}}
"t.a"() {a = array<i7: 3>} : () -> ()

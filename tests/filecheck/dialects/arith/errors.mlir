// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{integer return type must be signless (A1)}}
  %0 = "arith.constant"() <{value = 1 : si8}> : () -> si8
  return
}

// -----

func.func @case() {
  // expected-error @below {{value must be an integer, float, or elements attribute, found "x" : i8 (A1)}}
  %0 = "arith.constant"() <{value = "x" : i8}> : () -> i8
  return
}

// -----

func.func @case() {
  // expected-error @below {{a constant of a scalable vector must have equal elements: their number is unknown (A1)}}
  %0 = arith.constant dense<[1, 2, 3, 4]> : vector<[4]xi8>
  return
}

// -----

func.func @case() {
  // expected-error @below {{failed to verify that all of {value, result} have same type}}
  %0 = "arith.constant"() <{value = 1 : i8}> : () -> i16
  return
}

// -----

func.func @case(%a: i8) {
  // expected-error @below {{result type 'i8' must be wider than operand type 'i8' (A2)}}
  %0 = arith.extsi %a : i8 to i8
  return
}

// -----

func.func @case(%a: i8) {
  // expected-error @below {{result type 'i16' must be shorter than operand type 'i8' (A2)}}
  %0 = arith.trunci %a : i8 to i16
  return
}

// -----

func.func @case(%a: bf16) {
  // expected-error @below {{result type 'f16' must be wider than operand type 'bf16' (A2)}}
  %0 = arith.extf %a : bf16 to f16
  return
}

// -----

func.func @case(%a: f16) {
  // expected-error @below {{result type 'f32' must be shorter than operand type 'f16' (A2)}}
  %0 = arith.truncf %a : f16 to f32
  return
}

// -----

func.func @case(%a: i8) {
  // expected-error @below {{operand type 'i8' and result type 'i16' are cast incompatible (A3)}}
  %0 = arith.index_cast %a : i8 to i16
  return
}

// -----

func.func @case(%a: i8) {
  // expected-error @below {{operand type 'i8' and result type 'f16' are cast incompatible (A3)}}
  %0 = arith.bitcast %a : i8 to f16
  return
}

// -----

func.func @case(%a: tensor<2xi8>) {
  // expected-error @below {{requires the same shape for all operands and results}}
  %0 = arith.sitofp %a : tensor<2xi8> to tensor<3xf32>
  return
}

// -----

func.func @case(%a: tensor<?xi8>) {
  // expected-error @below {{failed to verify that input and output have the same tensor dimensions}}
  %0 = arith.sitofp %a : tensor<?xi8> to tensor<3xf32>
  return
}

// -----

func.func @case(%c: tensor<2xi1>, %a: i8) {
  // expected-error @below {{failed to verify that condition is signless i1 or has matching shape}}
  %0 = "arith.select"(%c, %a, %a) : (tensor<2xi1>, i8, i8) -> i8
  return
}

// -----

func.func @case(%c: vector<2xi1>, %a: tensor<2xi8>) {
  // expected-error @below {{all non-scalar operands/results must have the same shape and base type}}
  %0 = "arith.select"(%c, %a, %a) : (vector<2xi1>, tensor<2xi8>, tensor<2xi8>) -> tensor<2xi8>
  return
}

// -----

func.func @case(%c: tensor<?xi1>, %a: tensor<2xi8>) {
  // expected-error @below {{failed to verify that condition is signless i1 or has matching shape}}
  %0 = "arith.select"(%c, %a, %a) : (tensor<?xi1>, tensor<2xi8>, tensor<2xi8>) -> tensor<2xi8>
  return
}

// -----

func.func @case(%a: f32) {
  // expected-error @below {{operand #0 must be signless-integer-like, but got 'f32'}}
  %0 = arith.addi %a, %a : f32
  return
}

// -----

func.func @case(%a: vector<i32>) {
  // expected-error @below {{operand #0 must be signless-integer-like, but got 'vector<i32>'}}
  %0 = arith.addi %a, %a : vector<i32>
  return
}

// -----

func.func @case(%a: i8, %b: i16) {
  // expected-error @below {{requires the same type for all operands and results}}
  %0 = "arith.addi"(%a, %b) : (i8, i16) -> i8
  return
}

// -----

func.func @case(%a: i8) {
  // expected-error @below {{failed to verify that result type has i1 element type and same shape as operands}}
  %0 = "arith.cmpi"(%a, %a) <{predicate = 1 : i64}> : (i8, i8) -> vector<2xi1>
  return
}

// -----

func.func @case(%a: f32) {
  // expected-error @below {{expected one of none, reassoc, nnan, ninf, nsz, arcp, contract, afn, fast, found 'nan'; did you mean 'nnan'?}}
  %0 = arith.addf %a, %a fastmath<nan> : f32
  return
}

// -----

func.func @case(%a: i32) {
  // expected-error @below {{expected 3 operands, found 2}}
  %0 = arith.select %a, %a : i32
  return
}

// -----

func.func @tf32(%arg0: tf32) {
  // expected-error @below {{result type 'f32' must be wider than operand type 'tf32' (A2)}}
  %0 = arith.extf %arg0 : tf32 to f32
  return
}

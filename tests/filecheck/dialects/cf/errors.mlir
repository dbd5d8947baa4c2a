// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @count(%a: i32) {
  // expected-error @below {{branch has 1 operands for successor #0, but target block has 0}}
  cf.br ^bb1(%a : i32)
^bb1:
  return
}

// -----

func.func @type(%a: i32) {
  // expected-error @below {{type mismatch for bb argument #0 of successor #0: it is 'i8' and gets 'i32'}}
  cf.br ^bb1(%a : i32)
^bb1(%0: i8):
  return
}

// -----

func.func @cases(%a: i32) {
  // expected-error @below {{number of case values (2) should match number of case destinations (1) (CF1)}}
  "cf.switch"(%a)[^bb1, ^bb1] <{case_operand_segments = array<i32: 0>, case_values = dense<[1, 2]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb1:
  return
}

// -----

func.func @no_values(%a: i32) {
  // expected-error @below {{has 1 case destinations and no case values (CF1)}}
  "cf.switch"(%a)[^bb1, ^bb1] <{case_operand_segments = array<i32: 0>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb1:
  return
}

// -----

func.func @flag(%a: i32) {
  // expected-error @below {{'flag' type ('i32') should match case value type ('i8') (CF2)}}
  "cf.switch"(%a)[^bb1, ^bb1] <{case_operand_segments = array<i32: 0>, case_values = dense<1> : vector<1xi8>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb1:
  return
}

// -----

func.func @groups(%a: i32) {
  // expected-error @below {{has groups of no operands for 1 case destinations with 0 operands (CF3)}}
  "cf.switch"(%a)[^bb1, ^bb1] <{case_operand_segments = array<i32>, case_values = dense<1> : vector<1xi32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb1:
  return
}

// -----

func.func @value(%a: i8) {
  // expected-error @below {{the case value does not fit into 8 bits}}
  cf.switch %a : i8, [ default: ^bb1, 256: ^bb1 ]
^bb1:
  return
}

// -----

func.func @index(%a: index) {
  // expected-error @below {{expected an integer type, found 'index'}}
  cf.switch %a : index, [ default: ^bb1 ]
^bb1:
  return
}

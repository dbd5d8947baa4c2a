// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{'nn.constant' op requires attribute 'value'}}
  %0 = "nn.constant"() : () -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'nn.constant' op requires zero operands}}
  %0 = "nn.constant"(%arg0, %arg1) <{value = dense<1.000000e+00> : tensor<4xf32>}> : (i1, i1) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.broadcast_to' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.broadcast_to"(%arg0) : (vector<2xf64>) -> tensor<2x4x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x1xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.broadcast_to' op requires a single operand}}
  %0 = "nn.broadcast_to"(%arg0, %arg1, %arg2) : (tensor<4x1xf32>, i1, i1) -> tensor<2x4x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3x2xf32>, %arg1: tensor<3xi1>) {
  // expected-error @below {{'nn.compress' op requires attribute 'axis'}}
  %0 = "nn.compress"(%arg0, %arg1) : (tensor<3x2xf32>, tensor<3xi1>) -> tensor<?x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3xi1>) {
  // expected-error @below {{'nn.compress' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.compress"(%arg0, %arg1) <{axis = 0 : i64}> : (vector<2xf64>, tensor<3xi1>) -> tensor<?x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3x2xf32>, %arg1: tensor<3xi1>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.compress' op expected 2 operands, but found 4}}
  %0 = "nn.compress"(%arg0, %arg1, %arg2, %arg3) <{axis = 0 : i64}> : (tensor<3x2xf32>, tensor<3xi1>, i1, i1) -> tensor<?x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x1xf32>, %arg1: tensor<2x3xf32>) {
  // expected-error @below {{'nn.concat' op requires attribute 'axis'}}
  %0 = "nn.concat"(%arg0, %arg1) : (tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x3xf32>) {
  // expected-error @below {{'nn.concat' op operand #0 must be variadic of ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.concat"(%arg0, %arg1) <{axis = 1 : i64}> : (vector<2xf64>, tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x1xf32>, %arg1: tensor<2x3xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.concat' op operand #2 must be variadic of ranked tensor of floating-point or integer values, but got 'i1'}}
  %0 = "nn.concat"(%arg0, %arg1, %arg2, %arg3) <{axis = 1 : i64}> : (tensor<2x1xf32>, tensor<2x3xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x4xf32>) {
  // expected-error @below {{'nn.depth_to_space' op requires attribute 'block'}}
  %0 = "nn.depth_to_space"(%arg0) <{column_row_depth = false}> : (tensor<1x2x2x4xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.depth_to_space' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.depth_to_space"(%arg0) <{block = 2 : i64, column_row_depth = false}> : (vector<2xf64>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.depth_to_space' op requires a single operand}}
  %0 = "nn.depth_to_space"(%arg0, %arg1, %arg2) <{block = 2 : i64, column_row_depth = false}> : (tensor<1x2x2x4xf32>, i1, i1) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x3xf32>, %arg1: tensor<2xi32>) {
  // expected-error @below {{'nn.gather' op requires attribute 'axis'}}
  %0 = "nn.gather"(%arg0, %arg1) <{batch_dims = 0 : i64}> : (tensor<4x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2xi32>) {
  // expected-error @below {{'nn.gather' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.gather"(%arg0, %arg1) <{axis = 0 : i64, batch_dims = 0 : i64}> : (vector<2xf64>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x3xf32>, %arg1: tensor<2xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.gather' op expected 2 operands, but found 4}}
  %0 = "nn.gather"(%arg0, %arg1, %arg2, %arg3) <{axis = 0 : i64, batch_dims = 0 : i64}> : (tensor<4x3xf32>, tensor<2xi32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x2xf32>, %arg1: tensor<2x1xi64>) {
  // expected-error @below {{'nn.gather_elements' op requires attribute 'axis'}}
  %0 = "nn.gather_elements"(%arg0, %arg1) : (tensor<2x2xf32>, tensor<2x1xi64>) -> tensor<2x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x1xi64>) {
  // expected-error @below {{'nn.gather_elements' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.gather_elements"(%arg0, %arg1) <{axis = 1 : i64}> : (vector<2xf64>, tensor<2x1xi64>) -> tensor<2x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x2xf32>, %arg1: tensor<2x1xi64>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.gather_elements' op expected 2 operands, but found 4}}
  %0 = "nn.gather_elements"(%arg0, %arg1, %arg2, %arg3) <{axis = 1 : i64}> : (tensor<2x2xf32>, tensor<2x1xi64>, i1, i1) -> tensor<2x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x2xi64>) {
  // expected-error @below {{'nn.gather_nd' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.gather_nd"(%arg0, %arg1) <{batch_dims = 0 : i64}> : (vector<2xf64>, tensor<2x2xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x2xf32>, %arg1: tensor<2x2xi64>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.gather_nd' op expected 2 operands, but found 4}}
  %0 = "nn.gather_nd"(%arg0, %arg1, %arg2, %arg3) <{batch_dims = 0 : i64}> : (tensor<2x2xf32>, tensor<2x2xi64>, i1, i1) -> tensor<2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x6x4xf32>, %arg1: tensor<1x1x6xf32>) {
  // expected-error @below {{'nn.non_max_suppression' op requires attribute 'max_per_class'}}
  %0 = "nn.non_max_suppression"(%arg0, %arg1) <{center_point_box = false, iou_threshold = 0.000000e+00 : f32}> : (tensor<1x6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x1x6xf32>) {
  // expected-error @below {{'nn.non_max_suppression' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.non_max_suppression"(%arg0, %arg1) <{center_point_box = false, iou_threshold = 0.000000e+00 : f32, max_per_class = 3 : i64}> : (vector<2xf64>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x6x4xf32>, %arg1: tensor<1x1x6xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.non_max_suppression' op expected 2 operands, but found 4}}
  %0 = "nn.non_max_suppression"(%arg0, %arg1, %arg2, %arg3) <{center_point_box = false, iou_threshold = 0.000000e+00 : f32, max_per_class = 3 : i64}> : (tensor<1x6x4xf32>, tensor<1x1x6xf32>, i1, i1) -> tensor<?x3xi64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.non_zero' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.non_zero"(%arg0) : (vector<2xf64>) -> tensor<2x?xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.non_zero' op requires a single operand}}
  %0 = "nn.non_zero"(%arg0, %arg1, %arg2) : (tensor<2x2xf32>, i1, i1) -> tensor<2x?xi64>
  return
}

// -----

func.func @case(%arg0: tensor<3xi64>, %arg1: tensor<2xf32>) {
  // expected-error @below {{'nn.one_hot' op requires attribute 'depth'}}
  %0 = "nn.one_hot"(%arg0, %arg1) <{axis = 1 : i64}> : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3xi64>, %arg1: tensor<2xf32>) {
  // expected-error @below {{'nn.one_hot' op requires attribute 'axis'}}
  %0 = "nn.one_hot"(%arg0, %arg1) <{depth = 5 : i64}> : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2xf32>) {
  // expected-error @below {{'nn.one_hot' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.one_hot"(%arg0, %arg1) <{axis = 1 : i64, depth = 5 : i64}> : (vector<2xf64>, tensor<2xf32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3xi64>, %arg1: tensor<2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.one_hot' op expected 2 operands, but found 4}}
  %0 = "nn.one_hot"(%arg0, %arg1, %arg2, %arg3) <{axis = 1 : i64, depth = 5 : i64}> : (tensor<3xi64>, tensor<2xf32>, i1, i1) -> tensor<3x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>) {
  // expected-error @below {{'nn.pad' op requires attribute 'before'}}
  %0 = "nn.pad"(%arg0) <{after = array<i64: 0, 1>, mode = "constant", value = 0.000000e+00 : f64}> : (tensor<1x4xf32>) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>) {
  // expected-error @below {{'nn.pad' op requires attribute 'after'}}
  %0 = "nn.pad"(%arg0) <{before = array<i64: 0, 1>, mode = "constant", value = 0.000000e+00 : f64}> : (tensor<1x4xf32>) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.pad' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.pad"(%arg0) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>, mode = "constant", value = 0.000000e+00 : f64}> : (vector<2xf64>) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.pad' op requires a single operand}}
  %0 = "nn.pad"(%arg0, %arg1, %arg2) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>, mode = "constant", value = 0.000000e+00 : f64}> : (tensor<1x4xf32>, i1, i1) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reshape' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reshape"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reshape' op requires a single operand}}
  %0 = "nn.reshape"(%arg0, %arg1, %arg2) : (tensor<1x2x2xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'nn.reverse' op requires attribute 'axes'}}
  %0 = "nn.reverse"(%arg0) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reverse' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reverse"(%arg0) <{axes = array<i64: 1>}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reverse' op requires a single operand}}
  %0 = "nn.reverse"(%arg0, %arg1, %arg2) <{axes = array<i64: 1>}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x2xf32>, %arg1: tensor<2xi64>) {
  // expected-error @below {{'nn.reverse_sequence' op requires attribute 'batch_axis'}}
  %0 = "nn.reverse_sequence"(%arg0, %arg1) <{time_axis = 0 : i64}> : (tensor<4x2xf32>, tensor<2xi64>) -> tensor<4x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x2xf32>, %arg1: tensor<2xi64>) {
  // expected-error @below {{'nn.reverse_sequence' op requires attribute 'time_axis'}}
  %0 = "nn.reverse_sequence"(%arg0, %arg1) <{batch_axis = 1 : i64}> : (tensor<4x2xf32>, tensor<2xi64>) -> tensor<4x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2xi64>) {
  // expected-error @below {{'nn.reverse_sequence' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reverse_sequence"(%arg0, %arg1) <{batch_axis = 1 : i64, time_axis = 0 : i64}> : (vector<2xf64>, tensor<2xi64>) -> tensor<4x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x2xf32>, %arg1: tensor<2xi64>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.reverse_sequence' op expected 2 operands, but found 4}}
  %0 = "nn.reverse_sequence"(%arg0, %arg1, %arg2, %arg3) <{batch_axis = 1 : i64, time_axis = 0 : i64}> : (tensor<4x2xf32>, tensor<2xi64>, i1, i1) -> tensor<4x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3x2xf32>, %arg1: tensor<1x2xi64>, %arg2: tensor<1x2xf32>) {
  // expected-error @below {{'nn.scatter_elements' op requires attribute 'axis'}}
  %0 = "nn.scatter_elements"(%arg0, %arg1, %arg2) <{reduction = "none"}> : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x2xi64>, %arg2: tensor<1x2xf32>) {
  // expected-error @below {{'nn.scatter_elements' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.scatter_elements"(%arg0, %arg1, %arg2) <{axis = 0 : i64, reduction = "none"}> : (vector<2xf64>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<3x2xf32>, %arg1: tensor<1x2xi64>, %arg2: tensor<1x2xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.scatter_elements' op expected 3 operands, but found 5}}
  %0 = "nn.scatter_elements"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 0 : i64, reduction = "none"}> : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>, i1, i1) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x1xi64>, %arg2: tensor<2xf32>) {
  // expected-error @below {{'nn.scatter_nd' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.scatter_nd"(%arg0, %arg1, %arg2) <{reduction = "none"}> : (vector<2xf64>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4xf32>, %arg1: tensor<2x1xi64>, %arg2: tensor<2xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.scatter_nd' op expected 3 operands, but found 5}}
  %0 = "nn.scatter_nd"(%arg0, %arg1, %arg2, %arg3, %arg4) <{reduction = "none"}> : (tensor<4xf32>, tensor<2x1xi64>, tensor<2xf32>, i1, i1) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.shape_of' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.shape_of"(%arg0) : (vector<2xf64>) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x?xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.shape_of' op requires a single operand}}
  %0 = "nn.shape_of"(%arg0, %arg1, %arg2) : (tensor<2x?xf32>, i1, i1) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<4x5xf32>) {
  // expected-error @below {{'nn.slice' op requires attribute 'begin'}}
  %0 = "nn.slice"(%arg0) <{size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x5xf32>) {
  // expected-error @below {{'nn.slice' op requires attribute 'size'}}
  %0 = "nn.slice"(%arg0) <{begin = array<i64: 1, 4>, stride = array<i64: 1, -2>}> : (tensor<4x5xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x5xf32>) {
  // expected-error @below {{'nn.slice' op requires attribute 'stride'}}
  %0 = "nn.slice"(%arg0) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>}> : (tensor<4x5xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.slice' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.slice"(%arg0) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4x5xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.slice' op requires a single operand}}
  %0 = "nn.slice"(%arg0, %arg1, %arg2) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x1xf32>) {
  // expected-error @below {{'nn.space_to_depth' op requires attribute 'block'}}
  %0 = "nn.space_to_depth"(%arg0) : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.space_to_depth' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.space_to_depth"(%arg0) <{block = 2 : i64}> : (vector<2xf64>) -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x1xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.space_to_depth' op requires a single operand}}
  %0 = "nn.space_to_depth"(%arg0, %arg1, %arg2) <{block = 2 : i64}> : (tensor<1x4x4x1xf32>, i1, i1) -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.split' op requires attribute 'axis'}}
  %0:2 = "nn.split"(%arg0) <{sizes = array<i64: 1, 3>}> : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.split' op requires attribute 'sizes'}}
  %0:2 = "nn.split"(%arg0) <{axis = 1 : i64}> : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.split' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0:2 = "nn.split"(%arg0) <{axis = 1 : i64, sizes = array<i64: 1, 3>}> : (vector<2xf64>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.split' op requires a single operand}}
  %0:2 = "nn.split"(%arg0, %arg1, %arg2) <{axis = 1 : i64, sizes = array<i64: 1, 3>}> : (tensor<2x4xf32>, i1, i1) -> (tensor<2x1xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>) {
  // expected-error @below {{'nn.tile' op requires attribute 'repeats'}}
  %0 = "nn.tile"(%arg0) : (tensor<1x4xf32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.tile' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.tile"(%arg0) <{repeats = array<i64: 2, 2>}> : (vector<2xf64>) -> tensor<2x8xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.tile' op requires a single operand}}
  %0 = "nn.tile"(%arg0, %arg1, %arg2) <{repeats = array<i64: 2, 2>}> : (tensor<1x4xf32>, i1, i1) -> tensor<2x8xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'nn.transpose' op requires attribute 'perm'}}
  %0 = "nn.transpose"(%arg0) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.transpose' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.transpose"(%arg0) <{perm = array<i64: 1, 0>}> : (vector<2xf64>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.transpose' op requires a single operand}}
  %0 = "nn.transpose"(%arg0, %arg1, %arg2) <{perm = array<i64: 1, 0>}> : (tensor<2x3xf32>, i1, i1) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.unique' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0:4 = "nn.unique"(%arg0) <{sorted = true}> : (vector<2xf64>) -> (tensor<?xf32>, tensor<?xi64>, tensor<6xi64>, tensor<?xi64>)
  return
}

// -----

func.func @case(%arg0: tensor<6xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.unique' op requires a single operand}}
  %0:4 = "nn.unique"(%arg0, %arg1, %arg2) <{sorted = true}> : (tensor<6xf32>, i1, i1) -> (tensor<?xf32>, tensor<?xi64>, tensor<6xi64>, tensor<?xi64>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.abs' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.abs"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.abs' op requires a single operand}}
  %0 = "nn.abs"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.acos' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.acos"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.acos' op requires a single operand}}
  %0 = "nn.acos"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.acosh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.acosh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.acosh' op requires a single operand}}
  %0 = "nn.acosh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.asin' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.asin"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.asin' op requires a single operand}}
  %0 = "nn.asin"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.asinh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.asinh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.asinh' op requires a single operand}}
  %0 = "nn.asinh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.atan' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.atan"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.atan' op requires a single operand}}
  %0 = "nn.atan"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.atanh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.atanh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.atanh' op requires a single operand}}
  %0 = "nn.atanh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.bitwise_not' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.bitwise_not"(%arg0) : (vector<2xf64>) -> tensor<2x3xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xi32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.bitwise_not' op requires a single operand}}
  %0 = "nn.bitwise_not"(%arg0, %arg1, %arg2) : (tensor<2x3xi32>, i1, i1) -> tensor<2x3xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.ceil' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.ceil"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.ceil' op requires a single operand}}
  %0 = "nn.ceil"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.cos' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.cos"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.cos' op requires a single operand}}
  %0 = "nn.cos"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.cosh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.cosh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.cosh' op requires a single operand}}
  %0 = "nn.cosh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.erf' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.erf"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.erf' op requires a single operand}}
  %0 = "nn.erf"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.exp' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.exp"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.exp' op requires a single operand}}
  %0 = "nn.exp"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.floor' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.floor"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.floor' op requires a single operand}}
  %0 = "nn.floor"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.hard_swish' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.hard_swish"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.hard_swish' op requires a single operand}}
  %0 = "nn.hard_swish"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.log' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.log"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.log' op requires a single operand}}
  %0 = "nn.log"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.mish' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.mish"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.mish' op requires a single operand}}
  %0 = "nn.mish"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.neg' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.neg"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.neg' op requires a single operand}}
  %0 = "nn.neg"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.not' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.not"(%arg0) : (vector<2xf64>) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xi1>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.not' op requires a single operand}}
  %0 = "nn.not"(%arg0, %arg1, %arg2) : (tensor<2x3xi1>, i1, i1) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reciprocal' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.reciprocal"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reciprocal' op requires a single operand}}
  %0 = "nn.reciprocal"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.relu' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.relu"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.relu' op requires a single operand}}
  %0 = "nn.relu"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.relu6' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.relu6"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.relu6' op requires a single operand}}
  %0 = "nn.relu6"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.round' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.round"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.round' op requires a single operand}}
  %0 = "nn.round"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.rsqrt' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.rsqrt"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.rsqrt' op requires a single operand}}
  %0 = "nn.rsqrt"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.sigmoid' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.sigmoid"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.sigmoid' op requires a single operand}}
  %0 = "nn.sigmoid"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.sign' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.sign"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.sign' op requires a single operand}}
  %0 = "nn.sign"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.silu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.silu"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.silu' op requires a single operand}}
  %0 = "nn.silu"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.sin' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.sin"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.sin' op requires a single operand}}
  %0 = "nn.sin"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.sinh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.sinh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.sinh' op requires a single operand}}
  %0 = "nn.sinh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.softplus' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.softplus"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.softplus' op requires a single operand}}
  %0 = "nn.softplus"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.softsign' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.softsign"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.softsign' op requires a single operand}}
  %0 = "nn.softsign"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.sqrt' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.sqrt"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.sqrt' op requires a single operand}}
  %0 = "nn.sqrt"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.tan' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.tan"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.tan' op requires a single operand}}
  %0 = "nn.tan"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.tanh' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.tanh"(%arg0) : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.tanh' op requires a single operand}}
  %0 = "nn.tanh"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.celu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.celu"(%arg0) <{alpha = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.celu' op requires a single operand}}
  %0 = "nn.celu"(%arg0, %arg1, %arg2) <{alpha = 1.000000e+00 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'nn.clamp' op requires attribute 'min'}}
  %0 = "nn.clamp"(%arg0) <{max = 1.000000e+00 : f64}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'nn.clamp' op requires attribute 'max'}}
  %0 = "nn.clamp"(%arg0) <{min = 0.000000e+00 : f64}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.clamp' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.clamp"(%arg0) <{max = 1.000000e+00 : f64, min = 0.000000e+00 : f64}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.clamp' op requires a single operand}}
  %0 = "nn.clamp"(%arg0, %arg1, %arg2) <{max = 1.000000e+00 : f64, min = 0.000000e+00 : f64}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.elu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.elu"(%arg0) <{alpha = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.elu' op requires a single operand}}
  %0 = "nn.elu"(%arg0, %arg1, %arg2) <{alpha = 1.000000e+00 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.gelu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.gelu"(%arg0) <{approximate = false}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.gelu' op requires a single operand}}
  %0 = "nn.gelu"(%arg0, %arg1, %arg2) <{approximate = false}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.hard_sigmoid' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.hard_sigmoid"(%arg0) <{alpha = 2.000000e-01 : f32, beta = 5.000000e-01 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.hard_sigmoid' op requires a single operand}}
  %0 = "nn.hard_sigmoid"(%arg0, %arg1, %arg2) <{alpha = 2.000000e-01 : f32, beta = 5.000000e-01 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.leaky_relu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.leaky_relu"(%arg0) <{alpha = 0.00999999977 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.leaky_relu' op requires a single operand}}
  %0 = "nn.leaky_relu"(%arg0, %arg1, %arg2) <{alpha = 0.00999999977 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.selu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.selu"(%arg0) <{alpha = 1.67326319 : f32, gamma = 1.05070102 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.selu' op requires a single operand}}
  %0 = "nn.selu"(%arg0, %arg1, %arg2) <{alpha = 1.67326319 : f32, gamma = 1.05070102 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.shrink' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.shrink"(%arg0) <{bias = 0.000000e+00 : f32, threshold = 5.000000e-01 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.shrink' op requires a single operand}}
  %0 = "nn.shrink"(%arg0, %arg1, %arg2) <{bias = 0.000000e+00 : f32, threshold = 5.000000e-01 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.thresholded_relu' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.thresholded_relu"(%arg0) <{alpha = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.thresholded_relu' op requires a single operand}}
  %0 = "nn.thresholded_relu"(%arg0, %arg1, %arg2) <{alpha = 1.000000e+00 : f32}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.cast' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.cast"(%arg0) <{saturate = true}> : (vector<2xf64>) -> tensor<2x3xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.cast' op requires a single operand}}
  %0 = "nn.cast"(%arg0, %arg1, %arg2) <{saturate = true}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.is_inf' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.is_inf"(%arg0) <{negative = true, positive = true}> : (vector<2xf64>) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.is_inf' op requires a single operand}}
  %0 = "nn.is_inf"(%arg0, %arg1, %arg2) <{negative = true, positive = true}> : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.is_nan' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.is_nan"(%arg0) : (vector<2xf64>) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.is_nan' op requires a single operand}}
  %0 = "nn.is_nan"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, i1, i1) -> tensor<2x3xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.add' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.add"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.add' op expected 2 operands, but found 4}}
  %0 = "nn.add"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.sub' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.sub"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.sub' op expected 2 operands, but found 4}}
  %0 = "nn.sub"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.mul' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.mul"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.mul' op expected 2 operands, but found 4}}
  %0 = "nn.mul"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.div' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.div"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.div' op expected 2 operands, but found 4}}
  %0 = "nn.div"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.atan2' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.atan2"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.atan2' op expected 2 operands, but found 4}}
  %0 = "nn.atan2"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.floor_div' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.floor_div"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.floor_div' op expected 2 operands, but found 4}}
  %0 = "nn.floor_div"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.max' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.max"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.max' op expected 2 operands, but found 4}}
  %0 = "nn.max"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.min' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.min"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.min' op expected 2 operands, but found 4}}
  %0 = "nn.min"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.mod' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.mod"(%arg0, %arg1) <{truncated = false}> : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.mod' op expected 2 operands, but found 4}}
  %0 = "nn.mod"(%arg0, %arg1, %arg2, %arg3) <{truncated = false}> : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.pow' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.pow"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.pow' op expected 2 operands, but found 4}}
  %0 = "nn.pow"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.prelu' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.prelu"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.prelu' op expected 2 operands, but found 4}}
  %0 = "nn.prelu"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.squared_difference' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.squared_difference"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.squared_difference' op expected 2 operands, but found 4}}
  %0 = "nn.squared_difference"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.equal' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.equal"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.equal' op expected 2 operands, but found 4}}
  %0 = "nn.equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.not_equal' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.not_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.not_equal' op expected 2 operands, but found 4}}
  %0 = "nn.not_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.less' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.less"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.less' op expected 2 operands, but found 4}}
  %0 = "nn.less"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.less_equal' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.less_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.less_equal' op expected 2 operands, but found 4}}
  %0 = "nn.less_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.greater' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.greater"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.greater' op expected 2 operands, but found 4}}
  %0 = "nn.greater"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>) {
  // expected-error @below {{'nn.greater_equal' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.greater_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<4xf32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: tensor<4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.greater_equal' op expected 2 operands, but found 4}}
  %0 = "nn.greater_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi1>) {
  // expected-error @below {{'nn.and' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.and"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi1>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi1>, %arg1: tensor<4xi1>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.and' op expected 2 operands, but found 4}}
  %0 = "nn.and"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi1>, tensor<4xi1>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi1>) {
  // expected-error @below {{'nn.or' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.or"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi1>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi1>, %arg1: tensor<4xi1>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.or' op expected 2 operands, but found 4}}
  %0 = "nn.or"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi1>, tensor<4xi1>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi1>) {
  // expected-error @below {{'nn.xor' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.xor"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi1>) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi1>, %arg1: tensor<4xi1>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.xor' op expected 2 operands, but found 4}}
  %0 = "nn.xor"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi1>, tensor<4xi1>, i1, i1) -> tensor<2x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi32>) {
  // expected-error @below {{'nn.bitwise_and' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.bitwise_and"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi32>, %arg1: tensor<4xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.bitwise_and' op expected 2 operands, but found 4}}
  %0 = "nn.bitwise_and"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi32>, tensor<4xi32>, i1, i1) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi32>) {
  // expected-error @below {{'nn.bitwise_or' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.bitwise_or"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi32>, %arg1: tensor<4xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.bitwise_or' op expected 2 operands, but found 4}}
  %0 = "nn.bitwise_or"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi32>, tensor<4xi32>, i1, i1) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi32>) {
  // expected-error @below {{'nn.bitwise_xor' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.bitwise_xor"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi32>, %arg1: tensor<4xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.bitwise_xor' op expected 2 operands, but found 4}}
  %0 = "nn.bitwise_xor"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi32>, tensor<4xi32>, i1, i1) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi32>) {
  // expected-error @below {{'nn.shift_left' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.shift_left"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi32>, %arg1: tensor<4xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.shift_left' op expected 2 operands, but found 4}}
  %0 = "nn.shift_left"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi32>, tensor<4xi32>, i1, i1) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi32>) {
  // expected-error @below {{'nn.shift_right' op operand #0 must be ranked tensor of integer values, but got 'vector<2xf64>'}}
  %0 = "nn.shift_right"(%arg0, %arg1) : (vector<2xf64>, tensor<4xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xi32>, %arg1: tensor<4xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.shift_right' op expected 2 operands, but found 4}}
  %0 = "nn.shift_right"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x4xi32>, tensor<4xi32>, i1, i1) -> tensor<2x4xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x4xf32>, %arg2: tensor<4xf32>) {
  // expected-error @below {{'nn.select' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.select"(%arg0, %arg1, %arg2) : (vector<2xf64>, tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x1xi1>, %arg1: tensor<2x4xf32>, %arg2: tensor<4xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.select' op expected 3 operands, but found 5}}
  %0 = "nn.select"(%arg0, %arg1, %arg2, %arg3, %arg4) : (tensor<2x1xi1>, tensor<2x4xf32>, tensor<4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x3x3x2xf32>) {
  // expected-error @below {{'nn.conv2d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.conv2d' op expected 2 or more operands, but found 4}}
  %0 = "nn.conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, i1, i1) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x2x2x2x2xf32>) {
  // expected-error @below {{'nn.conv3d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.conv3d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1, 1>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (vector<2xf64>, tensor<3x2x2x2x2xf32>) -> tensor<1x3x3x3x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x4x2xf32>, %arg1: tensor<3x2x2x2x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.conv3d' op expected 2 or more operands, but found 4}}
  %0 = "nn.conv3d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1, 1>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>, tensor<3x2x2x2x2xf32>, i1, i1) -> tensor<1x3x3x3x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x2xf32>) {
  // expected-error @below {{'nn.depthwise_conv2d' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.depthwise_conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x3x3x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.depthwise_conv2d' op expected 2 or more operands, but found 4}}
  %0 = "nn.depthwise_conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>, i1, i1) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x1xf32>) {
  // expected-error @below {{'nn.conv_transpose2d' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.conv_transpose2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (vector<2xf64>, tensor<1x3x3x1xf32>) -> tensor<1x5x5x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x1xf32>, %arg1: tensor<1x3x3x1xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.conv_transpose2d' op expected 2 or more operands, but found 4}}
  %0 = "nn.conv_transpose2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x2x2x1xf32>, tensor<1x3x3x1xf32>, i1, i1) -> tensor<1x5x5x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x3x1xf32>) {
  // expected-error @below {{'nn.conv_transpose3d' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.conv_transpose3d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1, 1>, output_padding = array<i64: 0, 0, 0>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (vector<2xf64>, tensor<1x3x3x3x1xf32>) -> tensor<1x4x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x2x1xf32>, %arg1: tensor<1x3x3x3x1xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.conv_transpose3d' op expected 2 or more operands, but found 4}}
  %0 = "nn.conv_transpose3d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1, 1>, output_padding = array<i64: 0, 0, 0>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x2x2x2x1xf32>, tensor<1x3x3x3x1xf32>, i1, i1) -> tensor<1x4x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x2x2x1xf32>, %arg2: tensor<1x2x2x8xf32>, %arg3: tensor<1x2x2x4xf32>, %arg4: tensor<1xf32>) {
  // expected-error @below {{'nn.deform_conv2d' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.deform_conv2d"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dilation = array<i64: 1, 1>, offset_groups = 1 : i64, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x3x3x1xf32>, %arg1: tensor<1x2x2x1xf32>, %arg2: tensor<1x2x2x8xf32>, %arg3: tensor<1x2x2x4xf32>, %arg4: tensor<1xf32>, %arg5: i1, %arg6: i1) {
  // expected-error @below {{'nn.deform_conv2d' op expected 5 operands, but found 7}}
  %0 = "nn.deform_conv2d"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{dilation = array<i64: 1, 1>, offset_groups = 1 : i64, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>, i1, i1) -> tensor<1x2x2x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x8xf32>) {
  // expected-error @below {{'nn.fully_connected' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.fully_connected"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4x8xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8xf32>, %arg1: tensor<4x8xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.fully_connected' op expected 2 or more operands, but found 4}}
  %0 = "nn.fully_connected"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x8xf32>, tensor<4x8xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x5xf32>) {
  // expected-error @below {{'nn.matmul' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.matmul"(%arg0, %arg1) : (vector<2xf64>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x4xf32>, %arg1: tensor<4x5xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.matmul' op expected 2 operands, but found 4}}
  %0 = "nn.matmul"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x3x4xf32>, tensor<4x5xf32>, i1, i1) -> tensor<2x3x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3x4xf32>) {
  // expected-error @below {{'nn.einsum' op requires attribute 'equation'}}
  %0 = "nn.einsum"(%arg0, %arg1) : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x4xf32>) {
  // expected-error @below {{'nn.einsum' op operand #0 must be variadic of ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.einsum"(%arg0, %arg1) <{equation = "ij,jk->ik"}> : (vector<2xf64>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3x4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.einsum' op operand #2 must be variadic of ranked tensor of floating-point or integer values, but got 'i1'}}
  %0 = "nn.einsum"(%arg0, %arg1, %arg2, %arg3) <{equation = "ij,jk->ik"}> : (tensor<2x3xf32>, tensor<3x4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.det' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.det"(%arg0) : (vector<2xf64>) -> tensor<2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.det' op requires a single operand}}
  %0 = "nn.det"(%arg0, %arg1, %arg2) : (tensor<2x3x3xf32>, i1, i1) -> tensor<2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.avg_pool2d' op requires attribute 'kernel'}}
  %0 = "nn.avg_pool2d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.avg_pool2d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.avg_pool2d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (vector<2xf64>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.avg_pool2d' op requires a single operand}}
  %0 = "nn.avg_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool2d' op requires attribute 'kernel'}}
  %0 = "nn.max_pool2d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.max_pool2d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.max_pool2d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.max_pool2d' op requires a single operand}}
  %0 = "nn.max_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x4x2xf32>) {
  // expected-error @below {{'nn.avg_pool3d' op requires attribute 'kernel'}}
  %0 = "nn.avg_pool3d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1, 1>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.avg_pool3d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.avg_pool3d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1, 1>, kernel = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.avg_pool3d' op requires a single operand}}
  %0 = "nn.avg_pool3d"(%arg0, %arg1, %arg2) <{activation = "none", dilation = array<i64: 1, 1, 1>, kernel = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>, i1, i1) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool3d' op requires attribute 'kernel'}}
  %0 = "nn.max_pool3d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1, 1>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.max_pool3d' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.max_pool3d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1, 1>, kernel = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.max_pool3d' op requires a single operand}}
  %0 = "nn.max_pool3d"(%arg0, %arg1, %arg2) <{activation = "none", dilation = array<i64: 1, 1, 1>, kernel = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>, i1, i1) -> tensor<1x3x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool_indices' op requires attribute 'kernel'}}
  %0 = "nn.max_pool_indices"(%arg0) <{column_major = false, dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool_indices' op requires attribute 'stride'}}
  %0 = "nn.max_pool_indices"(%arg0) <{column_major = false, dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool_indices' op requires attribute 'dilation'}}
  %0 = "nn.max_pool_indices"(%arg0) <{column_major = false, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool_indices' op requires attribute 'padding'}}
  %0 = "nn.max_pool_indices"(%arg0) <{column_major = false, dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.max_pool_indices' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.max_pool_indices"(%arg0) <{column_major = false, dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.max_pool_indices' op requires a single operand}}
  %0 = "nn.max_pool_indices"(%arg0, %arg1, %arg2) <{column_major = false, dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x3x3x2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x4xf32>, %arg2: tensor<3xi64>) {
  // expected-error @below {{'nn.roi_align' op requires attribute 'size'}}
  %0 = "nn.roi_align"(%arg0, %arg1, %arg2) <{half_pixel = false, mode = "avg", sampling_ratio = 0 : i64, spatial_scale = 1.000000e+00 : f32}> : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x4xf32>, %arg2: tensor<3xi64>) {
  // expected-error @below {{'nn.roi_align' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.roi_align"(%arg0, %arg1, %arg2) <{half_pixel = false, mode = "avg", sampling_ratio = 0 : i64, size = array<i64: 2, 2>, spatial_scale = 1.000000e+00 : f32}> : (vector<2xf64>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x4xf32>, %arg2: tensor<3xi64>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.roi_align' op expected 3 operands, but found 5}}
  %0 = "nn.roi_align"(%arg0, %arg1, %arg2, %arg3, %arg4) <{half_pixel = false, mode = "avg", sampling_ratio = 0 : i64, size = array<i64: 2, 2>, spatial_scale = 1.000000e+00 : f32}> : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>, i1, i1) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x5xf32>) {
  // expected-error @below {{'nn.max_roi_pool' op requires attribute 'size'}}
  %0 = "nn.max_roi_pool"(%arg0, %arg1) <{spatial_scale = 1.000000e+00 : f32}> : (tensor<1x8x8x2xf32>, tensor<3x5xf32>) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x5xf32>) {
  // expected-error @below {{'nn.max_roi_pool' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.max_roi_pool"(%arg0, %arg1) <{size = array<i64: 2, 2>, spatial_scale = 1.000000e+00 : f32}> : (vector<2xf64>, tensor<3x5xf32>) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x5xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.max_roi_pool' op expected 2 operands, but found 4}}
  %0 = "nn.max_roi_pool"(%arg0, %arg1, %arg2, %arg3) <{size = array<i64: 2, 2>, spatial_scale = 1.000000e+00 : f32}> : (tensor<1x8x8x2xf32>, tensor<3x5xf32>, i1, i1) -> tensor<3x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x2xf32>) {
  // expected-error @below {{'nn.grid_sample' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.grid_sample"(%arg0, %arg1) <{align_corners = false, border = "zeros", mode = "linear"}> : (vector<2xf64>, tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.grid_sample' op expected 2 operands, but found 4}}
  %0 = "nn.grid_sample"(%arg0, %arg1, %arg2, %arg3) <{align_corners = false, border = "zeros", mode = "linear"}> : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>, i1, i1) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x1xf32>) {
  // expected-error @below {{'nn.resize' op requires attribute 'scales'}}
  %0 = "nn.resize"(%arg0) <{antialias = false, coordinates = "half_pixel", cubic_a = -7.500000e-01 : f32, exclude_outside = false, extrapolation = 0.000000e+00 : f32, mode = "nearest", nearest = "round_prefer_floor", roi = array<f64>}> : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.resize' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.resize"(%arg0) <{antialias = false, coordinates = "half_pixel", cubic_a = -7.500000e-01 : f32, exclude_outside = false, extrapolation = 0.000000e+00 : f32, mode = "nearest", nearest = "round_prefer_floor", roi = array<f64>, scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>}> : (vector<2xf64>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x1xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.resize' op requires a single operand}}
  %0 = "nn.resize"(%arg0, %arg1, %arg2) <{antialias = false, coordinates = "half_pixel", cubic_a = -7.500000e-01 : f32, exclude_outside = false, extrapolation = 0.000000e+00 : f32, mode = "nearest", nearest = "round_prefer_floor", roi = array<f64>, scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>}> : (tensor<1x2x2x1xf32>, i1, i1) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>) {
  // expected-error @below {{'nn.col2im' op requires attribute 'size'}}
  %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>) {
  // expected-error @below {{'nn.col2im' op requires attribute 'kernel'}}
  %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>) {
  // expected-error @below {{'nn.col2im' op requires attribute 'stride'}}
  %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>) {
  // expected-error @below {{'nn.col2im' op requires attribute 'dilation'}}
  %0 = "nn.col2im"(%arg0) <{kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>) {
  // expected-error @below {{'nn.col2im' op requires attribute 'padding'}}
  %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.col2im' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x5x5xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.col2im' op requires a single operand}}
  %0 = "nn.col2im"(%arg0, %arg1, %arg2) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>, i1, i1) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>) {
  // expected-error @below {{'nn.batch_norm' op requires attribute 'axis'}}
  %0 = "nn.batch_norm"(%arg0, %arg1, %arg2, %arg3, %arg4) <{epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>) {
  // expected-error @below {{'nn.batch_norm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.batch_norm"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (vector<2xf64>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: tensor<3xf32>, %arg4: tensor<3xf32>, %arg5: i1, %arg6: i1) {
  // expected-error @below {{'nn.batch_norm' op expected 5 operands, but found 7}}
  %0 = "nn.batch_norm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4xf32>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>) {
  // expected-error @below {{'nn.group_norm' op requires attribute 'axis'}}
  %0 = "nn.group_norm"(%arg0, %arg1, %arg2) <{epsilon = 9.99999974E-6 : f32, groups = 2 : i64}> : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4xf32>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>) {
  // expected-error @below {{'nn.group_norm' op requires attribute 'groups'}}
  %0 = "nn.group_norm"(%arg0, %arg1, %arg2) <{axis = 2 : i64, epsilon = 9.99999974E-6 : f32}> : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>) {
  // expected-error @below {{'nn.group_norm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.group_norm"(%arg0, %arg1, %arg2) <{axis = 2 : i64, epsilon = 9.99999974E-6 : f32, groups = 2 : i64}> : (vector<2xf64>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4xf32>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.group_norm' op expected 3 operands, but found 5}}
  %0 = "nn.group_norm"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 2 : i64, epsilon = 9.99999974E-6 : f32, groups = 2 : i64}> : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>, i1, i1) -> tensor<1x4x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>) {
  // expected-error @below {{'nn.layer_norm' op requires attribute 'axis'}}
  %0 = "nn.layer_norm"(%arg0, %arg1, %arg2) <{epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>) {
  // expected-error @below {{'nn.layer_norm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.layer_norm"(%arg0, %arg1, %arg2) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (vector<2xf64>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.layer_norm' op expected 2 or more operands, but found 5}}
  %0 = "nn.layer_norm"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x5xf32>) {
  // expected-error @below {{'nn.local_response_norm' op requires attribute 'axis'}}
  %0 = "nn.local_response_norm"(%arg0) <{alpha = 9.99999974E-5 : f32, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32, size = 3 : i64}> : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x5xf32>) {
  // expected-error @below {{'nn.local_response_norm' op requires attribute 'size'}}
  %0 = "nn.local_response_norm"(%arg0) <{alpha = 9.99999974E-5 : f32, axis = 3 : i64, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32}> : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.local_response_norm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.local_response_norm"(%arg0) <{alpha = 9.99999974E-5 : f32, axis = 3 : i64, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32, size = 3 : i64}> : (vector<2xf64>) -> tensor<1x2x2x5xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x5xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.local_response_norm' op requires a single operand}}
  %0 = "nn.local_response_norm"(%arg0, %arg1, %arg2) <{alpha = 9.99999974E-5 : f32, axis = 3 : i64, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32, size = 3 : i64}> : (tensor<1x2x2x5xf32>, i1, i1) -> tensor<1x2x2x5xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.log_softmax' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.log_softmax"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.log_softmax' op requires a single operand}}
  %0 = "nn.log_softmax"(%arg0, %arg1, %arg2) : (tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>) {
  // expected-error @below {{'nn.rms_norm' op requires attribute 'axis'}}
  %0 = "nn.rms_norm"(%arg0, %arg1) <{epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3xf32>) {
  // expected-error @below {{'nn.rms_norm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.rms_norm"(%arg0, %arg1) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (vector<2xf64>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.rms_norm' op expected 2 operands, but found 4}}
  %0 = "nn.rms_norm"(%arg0, %arg1, %arg2, %arg3) <{axis = 1 : i64, epsilon = 9.99999974E-6 : f32}> : (tensor<2x3xf32>, tensor<3xf32>, i1, i1) -> tensor<2x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.softmax' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.softmax"(%arg0) <{beta = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.softmax' op requires a single operand}}
  %0 = "nn.softmax"(%arg0, %arg1, %arg2) <{beta = 1.000000e+00 : f32}> : (tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.mean' op requires attribute 'axes'}}
  %0 = "nn.mean"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.mean' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.mean"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.mean' op requires a single operand}}
  %0 = "nn.mean"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xi1>) {
  // expected-error @below {{'nn.reduce_all' op requires attribute 'axes'}}
  %0 = "nn.reduce_all"(%arg0) : (tensor<1x4x4x2xi1>) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_all' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_all"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xi1>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_all' op requires a single operand}}
  %0 = "nn.reduce_all"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xi1>, i1, i1) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xi1>) {
  // expected-error @below {{'nn.reduce_any' op requires attribute 'axes'}}
  %0 = "nn.reduce_any"(%arg0) : (tensor<1x4x4x2xi1>) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_any' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_any"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xi1>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_any' op requires a single operand}}
  %0 = "nn.reduce_any"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xi1>, i1, i1) -> tensor<1x2xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.reduce_max' op requires attribute 'axes'}}
  %0 = "nn.reduce_max"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_max' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_max"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_max' op requires a single operand}}
  %0 = "nn.reduce_max"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.reduce_min' op requires attribute 'axes'}}
  %0 = "nn.reduce_min"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_min' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_min"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_min' op requires a single operand}}
  %0 = "nn.reduce_min"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.reduce_prod' op requires attribute 'axes'}}
  %0 = "nn.reduce_prod"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_prod' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_prod"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_prod' op requires a single operand}}
  %0 = "nn.reduce_prod"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.reduce_sum' op requires attribute 'axes'}}
  %0 = "nn.reduce_sum"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reduce_sum' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.reduce_sum"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reduce_sum' op requires a single operand}}
  %0 = "nn.reduce_sum"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.arg_max' op requires attribute 'axis'}}
  %0 = "nn.arg_max"(%arg0) <{last = false}> : (tensor<2x4xf32>) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.arg_max' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.arg_max"(%arg0) <{axis = 1 : i64, last = false}> : (vector<2xf64>) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.arg_max' op requires a single operand}}
  %0 = "nn.arg_max"(%arg0, %arg1, %arg2) <{axis = 1 : i64, last = false}> : (tensor<2x4xf32>, i1, i1) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.arg_min' op requires attribute 'axis'}}
  %0 = "nn.arg_min"(%arg0) <{last = false}> : (tensor<2x4xf32>) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.arg_min' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.arg_min"(%arg0) <{axis = 1 : i64, last = false}> : (vector<2xf64>) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.arg_min' op requires a single operand}}
  %0 = "nn.arg_min"(%arg0, %arg1, %arg2) <{axis = 1 : i64, last = false}> : (tensor<2x4xf32>, i1, i1) -> tensor<2xi64>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.cumprod' op requires attribute 'axis'}}
  %0 = "nn.cumprod"(%arg0) <{exclusive = false, reverse = false}> : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.cumprod' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.cumprod"(%arg0) <{axis = 1 : i64, exclusive = false, reverse = false}> : (vector<2xf64>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.cumprod' op requires a single operand}}
  %0 = "nn.cumprod"(%arg0, %arg1, %arg2) <{axis = 1 : i64, exclusive = false, reverse = false}> : (tensor<2x4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.cumsum' op requires attribute 'axis'}}
  %0 = "nn.cumsum"(%arg0) <{exclusive = false, reverse = false}> : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.cumsum' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0 = "nn.cumsum"(%arg0) <{axis = 1 : i64, exclusive = false, reverse = false}> : (vector<2xf64>) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.cumsum' op requires a single operand}}
  %0 = "nn.cumsum"(%arg0, %arg1, %arg2) <{axis = 1 : i64, exclusive = false, reverse = false}> : (tensor<2x4xf32>, i1, i1) -> tensor<2x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.top_k' op requires attribute 'k'}}
  %0:2 = "nn.top_k"(%arg0) <{axis = 1 : i64, smallest = false}> : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>) {
  // expected-error @below {{'nn.top_k' op requires attribute 'axis'}}
  %0:2 = "nn.top_k"(%arg0) <{k = 2 : i64, smallest = false}> : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.top_k' op operand #0 must be ranked tensor of floating-point or integer values, but got 'vector<2xf64>'}}
  %0:2 = "nn.top_k"(%arg0) <{axis = 1 : i64, k = 2 : i64, smallest = false}> : (vector<2xf64>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.top_k' op requires a single operand}}
  %0:2 = "nn.top_k"(%arg0, %arg1, %arg2) <{axis = 1 : i64, k = 2 : i64, smallest = false}> : (tensor<2x4xf32>, i1, i1) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x12x3xf32>, %arg2: tensor<1x12x4xf32>, %arg3: tensor<1x24xf32>, %arg4: tensor<1x1x4xf32>) {
  // expected-error @below {{'nn.gru' op requires attribute 'activations'}}
  %0:2 = "nn.gru"(%arg0, %arg1, %arg2, %arg3, %arg4) <{alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward", linear_before_reset = false}> : (tensor<2x1x3xf32>, tensor<1x12x3xf32>, tensor<1x12x4xf32>, tensor<1x24xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x12x3xf32>, %arg2: tensor<1x12x4xf32>, %arg3: tensor<1x24xf32>, %arg4: tensor<1x1x4xf32>) {
  // expected-error @below {{'nn.gru' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0:2 = "nn.gru"(%arg0, %arg1, %arg2, %arg3, %arg4) <{activations = ["sigmoid", "tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward", linear_before_reset = false}> : (vector<2xf64>, tensor<1x12x3xf32>, tensor<1x12x4xf32>, tensor<1x24xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x12x3xf32>, %arg2: tensor<1x12x4xf32>, %arg3: tensor<1x24xf32>, %arg4: tensor<1x1x4xf32>, %arg5: i1, %arg6: i1) {
  // expected-error @below {{'nn.gru' op expected 5 or more operands, but found 7}}
  %0:2 = "nn.gru"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{activations = ["sigmoid", "tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward", linear_before_reset = false}> : (tensor<2x1x3xf32>, tensor<1x12x3xf32>, tensor<1x12x4xf32>, tensor<1x24xf32>, tensor<1x1x4xf32>, i1, i1) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x16x3xf32>, %arg2: tensor<1x16x4xf32>, %arg3: tensor<1x32xf32>, %arg4: tensor<1x1x4xf32>, %arg5: tensor<1x1x4xf32>, %arg6: tensor<1x12xf32>) {
  // expected-error @below {{'nn.lstm' op requires attribute 'activations'}}
  %0:3 = "nn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, coupled = false, direction = "forward"}> : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x16x3xf32>, %arg2: tensor<1x16x4xf32>, %arg3: tensor<1x32xf32>, %arg4: tensor<1x1x4xf32>, %arg5: tensor<1x1x4xf32>, %arg6: tensor<1x12xf32>) {
  // expected-error @below {{'nn.lstm' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0:3 = "nn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{activations = ["sigmoid", "tanh", "tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, coupled = false, direction = "forward"}> : (vector<2xf64>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x16x3xf32>, %arg2: tensor<1x16x4xf32>, %arg3: tensor<1x32xf32>, %arg4: tensor<1x1x4xf32>, %arg5: tensor<1x1x4xf32>, %arg6: tensor<1x12xf32>, %arg7: i1, %arg8: i1) {
  // expected-error @below {{'nn.lstm' op expected 7 or more operands, but found 9}}
  %0:3 = "nn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6, %arg7, %arg8) <{activations = ["sigmoid", "tanh", "tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, coupled = false, direction = "forward"}> : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>, i1, i1) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x4x3xf32>, %arg2: tensor<1x4x4xf32>, %arg3: tensor<1x8xf32>, %arg4: tensor<1x1x4xf32>) {
  // expected-error @below {{'nn.rnn' op requires attribute 'activations'}}
  %0:2 = "nn.rnn"(%arg0, %arg1, %arg2, %arg3, %arg4) <{alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward"}> : (tensor<2x1x3xf32>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x8xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x3xf32>, %arg2: tensor<1x4x4xf32>, %arg3: tensor<1x8xf32>, %arg4: tensor<1x1x4xf32>) {
  // expected-error @below {{'nn.rnn' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0:2 = "nn.rnn"(%arg0, %arg1, %arg2, %arg3, %arg4) <{activations = ["tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward"}> : (vector<2xf64>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x8xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x4x3xf32>, %arg2: tensor<1x4x4xf32>, %arg3: tensor<1x8xf32>, %arg4: tensor<1x1x4xf32>, %arg5: i1, %arg6: i1) {
  // expected-error @below {{'nn.rnn' op expected 5 or more operands, but found 7}}
  %0:2 = "nn.rnn"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{activations = ["tanh"], alpha = array<f32>, beta = array<f32>, clip = 0.000000e+00 : f32, direction = "forward"}> : (tensor<2x1x3xf32>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x8xf32>, tensor<1x1x4xf32>, i1, i1) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<1x8x1xf32>) {
  // expected-error @below {{'nn.dft' op requires attribute 'axis'}}
  %0 = "nn.dft"(%arg0) <{inverse = false, length = 8 : i64, onesided = false}> : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x1xf32>) {
  // expected-error @below {{'nn.dft' op requires attribute 'length'}}
  %0 = "nn.dft"(%arg0) <{axis = 1 : i64, inverse = false, onesided = false}> : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.dft' op operand #0 must be ranked tensor of floating-point values, but got 'vector<2xf64>'}}
  %0 = "nn.dft"(%arg0) <{axis = 1 : i64, inverse = false, length = 8 : i64, onesided = false}> : (vector<2xf64>) -> tensor<1x8x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x1xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.dft' op requires a single operand}}
  %0 = "nn.dft"(%arg0, %arg1, %arg2) <{axis = 1 : i64, inverse = false, length = 8 : i64, onesided = false}> : (tensor<1x8x1xf32>, i1, i1) -> tensor<1x8x2xf32>
  return
}

// -----

func.func @case() {
  // expected-error @below {{'nn.variable' op requires attribute 'sym_name'}}
  "nn.variable"() <{type = tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, value = dense<-1> : tensor<1x4xi8>}> : () -> ()
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'nn.variable' op requires zero operands}}
  "nn.variable"(%arg0, %arg1) <{sym_name = "state", type = tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, value = dense<-1> : tensor<1x4xi8>}> : (i1, i1) -> ()
  return
}

// -----

func.func @case() {
  // expected-error @below {{'nn.read_variable' op requires attribute 'variable'}}
  %0 = "nn.read_variable"() : () -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'nn.read_variable' op requires zero operands}}
  %0 = "nn.read_variable"(%arg0, %arg1) <{variable = @state}> : (i1, i1) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4xf32>) {
  // expected-error @below {{'nn.assign_variable' op requires attribute 'variable'}}
  "nn.assign_variable"(%arg0) : (tensor<4xf32>) -> ()
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.assign_variable' op operand #0 must be ranked tensor of any type values, but got 'vector<2xf64>'}}
  "nn.assign_variable"(%arg0) <{variable = @state}> : (vector<2xf64>) -> ()
  return
}

// -----

func.func @case(%arg0: tensor<4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.assign_variable' op requires a single operand}}
  "nn.assign_variable"(%arg0, %arg1, %arg2) <{variable = @state}> : (tensor<4xf32>, i1, i1) -> ()
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.if' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.if"(%arg0) : (vector<2xf64>) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<i1>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.if' op requires a single operand}}
  %0 = "nn.if"(%arg0, %arg1, %arg2) : (tensor<i1>, i1, i1) -> tensor<4xf32>
  return
}

// -----

// expected-error @below {{holds tensor<3xf32>, which is not what tensor<4xf32> stores (S1)}}
nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<3xf32>

// -----

// expected-error @below {{has the type f32, which is no tensor of fixed shape (S1)}}
nn.variable @state : f32 = dense<0.0> : tensor<3xf32>

// -----

func.func @case() {
  // expected-error @below {{there is no variable @state (S2)}}
  %0 = nn.read_variable @state : tensor<4xf32>
  return
}

// -----

nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<4xf32>
func.func @case(%arg0: tensor<3xf32>) {
  // expected-error @below {{the variable @state is tensor<4xf32>, not tensor<3xf32> (S2)}}
  nn.assign_variable @state, %arg0 : tensor<3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2xi1>) {
  // expected-error @below {{the condition is tensor<2xi1>, not one element (S3)}}
  nn.if %arg0 : (tensor<2xi1>) -> () {
    nn.yield
  } else {
    nn.yield
  }
  return
}

// -----

func.func @case(%arg0: tensor<i1>, %arg1: tensor<4xf32>) {
  // expected-error @below {{a region yields nothing, not tensor<4xf32> (S4)}}
  %0 = nn.if %arg0 : (tensor<i1>) -> tensor<4xf32> {
    nn.yield %arg1 : tensor<4xf32>
  } else {
    nn.yield
  }
  return
}

// -----

func.func @case(%arg0: tensor<4xf32>) {
  // expected-error @below {{the condition yields tensor<4xf32>, not one i1 (S3)}}
  %0 = nn.while %arg0 : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%arg1: tensor<4xf32>):
    nn.yield %arg1 : tensor<4xf32>
  } do {
  ^bb0(%arg1: tensor<4xf32>):
    nn.yield %arg1 : tensor<4xf32>
  }
  return
}

// -----

func.func @case(%arg0: tensor<i1>) {
  // expected-error @below {{the body yields nothing, not tensor<i1> (S4)}}
  %0 = nn.while %arg0 : (tensor<i1>) -> tensor<i1> {
  ^bb0(%arg1: tensor<i1>):
    nn.yield %arg1 : tensor<i1>
  } do {
  ^bb0(%arg1: tensor<i1>):
    nn.yield
  }
  return
}

// -----

func.func @case(%arg0: tensor<1x4xi16>, %arg1: tensor<4xi16>) {
  // expected-error @below {{'nn.signal_window' op requires attribute 'shift'}}
  %0 = "nn.signal_window"(%arg0, %arg1) : (tensor<1x4xi16>, tensor<4xi16>) -> tensor<1x4xi16>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi16>) {
  // expected-error @below {{'nn.signal_window' op operand #0 must be ranked tensor of 16-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_window"(%arg0, %arg1) <{shift = 12 : i64}> : (vector<2xf64>, tensor<4xi16>) -> tensor<1x4xi16>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xi16>, %arg1: tensor<4xi16>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.signal_window' op expected 2 operands, but found 4}}
  %0 = "nn.signal_window"(%arg0, %arg1, %arg2, %arg3) <{shift = 12 : i64}> : (tensor<1x4xi16>, tensor<4xi16>, i1, i1) -> tensor<1x4xi16>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "nn.signal_auto_scale"(%arg0) : (vector<2xf64>) -> (tensor<4xi16>, tensor<i32>)
  return
}

// -----

func.func @case(%arg0: tensor<4xi16>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "nn.signal_auto_scale"(%arg0, %arg1, %arg2) : (tensor<4xi16>, i1, i1) -> (tensor<4xi16>, tensor<i32>)
  return
}

// -----

func.func @case(%arg0: tensor<6xi16>) {
  // expected-error @below {{'nn.signal_rfft' op requires attribute 'length'}}
  %0 = "nn.signal_rfft"(%arg0) : (tensor<6xi16>) -> tensor<10xi16>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.signal_rfft' op operand #0 must be ranked tensor of 16-bit signless integer or 32-bit signless integer or 32-bit float values, but got '}}
  %0 = "nn.signal_rfft"(%arg0) <{length = 8 : i64}> : (vector<2xf64>) -> tensor<10xi16>
  return
}

// -----

func.func @case(%arg0: tensor<6xi16>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.signal_rfft' op requires a single operand}}
  %0 = "nn.signal_rfft"(%arg0, %arg1, %arg2) <{length = 8 : i64}> : (tensor<6xi16>, i1, i1) -> tensor<10xi16>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>) {
  // expected-error @below {{'nn.signal_irfft' op requires attribute 'length'}}
  %0 = "nn.signal_irfft"(%arg0) : (tensor<10xi16>) -> tensor<8xi16>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.signal_irfft' op operand #0 must be ranked tensor of 16-bit signless integer or 32-bit signless integer or 32-bit float values, but got }}
  %0 = "nn.signal_irfft"(%arg0) <{length = 8 : i64}> : (vector<2xf64>) -> tensor<8xi16>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.signal_irfft' op requires a single operand}}
  %0 = "nn.signal_irfft"(%arg0, %arg1, %arg2) <{length = 8 : i64}> : (tensor<10xi16>, i1, i1) -> tensor<8xi16>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>) {
  // expected-error @below {{'nn.signal_energy' op requires attribute 'start'}}
  %0 = "nn.signal_energy"(%arg0) <{end = 4 : i64}> : (tensor<10xi16>) -> tensor<5xui32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.signal_energy' op operand #0 must be ranked tensor of 16-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_energy"(%arg0) <{end = 4 : i64, start = 1 : i64}> : (vector<2xf64>) -> tensor<5xui32>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.signal_energy' op requires a single operand}}
  %0 = "nn.signal_energy"(%arg0, %arg1, %arg2) <{end = 4 : i64, start = 1 : i64}> : (tensor<10xi16>, i1, i1) -> tensor<5xui32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xi16>, %arg2: tensor<4xi16>, %arg3: tensor<3xi16>, %arg4: tensor<3xi16>, %arg5: tensor<3xi16>) {
  // expected-error @below {{'nn.signal_filter_bank' op operand #0 must be ranked tensor of 32-bit unsigned integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_filter_bank"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) : (vector<2xf64>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>) -> tensor<2xui64>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xi16>, %arg2: tensor<4xi16>, %arg3: tensor<3xi16>, %arg4: tensor<3xi16>, %arg5: tensor<3xi16>, %arg6: i1, %arg7: i1) {
  // expected-error @below {{'nn.signal_filter_bank' op expected 6 operands, but found 8}}
  %0 = "nn.signal_filter_bank"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6, %arg7) : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>, i1, i1) -> tensor<2xui64>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<i32>) {
  // expected-error @below {{'nn.signal_square_root' op operand #0 must be ranked tensor of 64-bit unsigned integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_square_root"(%arg0, %arg1) : (vector<2xf64>, tensor<i32>) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui64>, %arg1: tensor<i32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.signal_square_root' op expected 2 operands, but found 4}}
  %0 = "nn.signal_square_root"(%arg0, %arg1, %arg2, %arg3) : (tensor<4xui64>, tensor<i32>, i1, i1) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "nn.signal_spectral_subtraction"(%arg0, %arg1) <{clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing_bits = 10 : i64}> : (tensor<4xui32>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xui32>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "nn.signal_spectral_subtraction"(%arg0, %arg1) <{clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64}> : (vector<2xf64>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "nn.signal_spectral_subtraction"(%arg0, %arg1, %arg2, %arg3) <{clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64}> : (tensor<4xui32>, tensor<4xui32>, i1, i1) -> (tensor<4xui32>, tensor<4xui32>)
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>, %arg2: tensor<125xi16>) {
  // expected-error @below {{'nn.signal_pcan' op requires attribute 'shift'}}
  %0 = "nn.signal_pcan"(%arg0, %arg1, %arg2) : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4xui32>, %arg2: tensor<125xi16>) {
  // expected-error @below {{'nn.signal_pcan' op operand #0 must be ranked tensor of 32-bit unsigned integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_pcan"(%arg0, %arg1, %arg2) <{shift = 6 : i64}> : (vector<2xf64>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>, %arg2: tensor<125xi16>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'nn.signal_pcan' op expected 3 operands, but found 5}}
  %0 = "nn.signal_pcan"(%arg0, %arg1, %arg2, %arg3, %arg4) <{shift = 6 : i64}> : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>, i1, i1) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>) {
  // expected-error @below {{'nn.signal_log' op requires attribute 'scale'}}
  %0 = "nn.signal_log"(%arg0) <{shift = 3 : i64}> : (tensor<4xui32>) -> tensor<4xi16>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.signal_log' op operand #0 must be ranked tensor of 32-bit unsigned integer values, but got 'vector<2xf64>'}}
  %0 = "nn.signal_log"(%arg0) <{scale = 1600 : i64, shift = 3 : i64}> : (vector<2xf64>) -> tensor<4xi16>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.signal_log' op requires a single operand}}
  %0 = "nn.signal_log"(%arg0, %arg1, %arg2) <{scale = 1600 : i64, shift = 3 : i64}> : (tensor<4xui32>, i1, i1) -> tensor<4xi16>
  return
}

// -----

func.func @case(%arg0: tensor<1x3x4xf32>, %arg1: tensor<1x3x3xf32>, %arg2: tensor<3x4xf32>) {
  // expected-error @below {{operation defines 4 results but was provided 1 to bind}}
  %0 = "nn.detection_postprocess"(%arg0, %arg1, %arg2) <{detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 1.000000e+01, 1.000000e+01, 5.000000e+00, 5.000000e+00>, score_threshold = 0.000000e+00 : f32}> : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3xf32>, %arg2: tensor<3x4xf32>) {
  // expected-error @below {{operation defines 4 results but was provided 1 to bind}}
  %0 = "nn.detection_postprocess"(%arg0, %arg1, %arg2) <{classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 1.000000e+01, 1.000000e+01, 5.000000e+00, 5.000000e+00>, score_threshold = 0.000000e+00 : f32}> : (vector<2xf64>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
  return
}

// -----

func.func @case(%arg0: tensor<1x3x4xf32>, %arg1: tensor<1x3x3xf32>, %arg2: tensor<3x4xf32>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{operation defines 4 results but was provided 1 to bind}}
  %0 = "nn.detection_postprocess"(%arg0, %arg1, %arg2, %arg3, %arg4) <{classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 1.000000e+01, 1.000000e+01, 5.000000e+00, 5.000000e+00>, score_threshold = 0.000000e+00 : f32}> : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>, i1, i1) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
  return
}

// RUN: npu-opt %s --split-input-file --verify-diagnostics

// The shape rules of operators that only nn has, and what it asks beyond the shared ones.

func.func @c1_rank_3d(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{takes a picture of 5 dimensions, not [1, 4, 4, 2] (C1)}}
  %0 = nn.avg_pool3d %x {kernel = array<i64: 2, 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @c1_beyond(%x: tensor<1x2x2x1xf32>) {
  // expected-error @below {{the window reaches beyond the picture [1, 2, 2, 1] and its padding (C1)}}
  %0 = nn.max_pool2d %x {kernel = array<i64: 4, 4>} : (tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32>
  return
}

// -----

func.func @c2_groups(%x: tensor<1x4x4x4xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @below {{filter must be o, kh, kw, 4, not [3, 1, 1, 2] (C2)}}
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x4xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c2_offset(%x: tensor<1x3x3x1xf32>, %w: tensor<1x2x2x1xf32>, %o: tensor<1x2x2x4xf32>, %m: tensor<1x2x2x4xf32>, %b: tensor<1xf32>) {
  // expected-error @below {{offset must have the shape [1, 2, 2, 8], not [1, 2, 2, 4] (C2)}}
  %0 = nn.deform_conv2d %x, %w, %o, %m, %b : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x4xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  return
}

// -----

func.func @c2_mask(%x: tensor<1x3x3x1xf32>, %w: tensor<1x2x2x1xf32>, %o: tensor<1x2x2x8xf32>, %m: tensor<1x2x2x8xf32>, %b: tensor<1xf32>) {
  // expected-error @below {{mask must have half the channels of offset, not [1, 2, 2, 8] (C2)}}
  %0 = nn.deform_conv2d %x, %w, %o, %m, %b : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x8xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  return
}

// -----

func.func @c5_types(%x: tensor<4xf32>, %y: tensor<4xi32>) {
  // expected-error @below {{the operands must have one element type, not f32 and i32 (C5)}}
  %0 = nn.max %x, %y : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @c5_result_type(%x: tensor<4xf32>) {
  // expected-error @below {{the result must have elements of f32, not f64 (C5)}}
  %0 = nn.floor_div %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf64>
  return
}

// -----

func.func @c5_select(%c: tensor<4xi1>, %x: tensor<4xf32>, %y: tensor<4xi32>) {
  // expected-error @below {{both values must have one element type, not f32 and i32 (C5)}}
  %0 = nn.select %c, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @c5_prelu(%x: tensor<4xf32>, %y: tensor<2x4xf32>) {
  // expected-error @below {{the slope [2, 4] must broadcast to lhs (C5)}}
  %0 = nn.prelu %x, %y : (tensor<4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @c5_broadcast_to(%x: tensor<3xf32>) {
  // expected-error @below {{[3] does not broadcast to [2, 4] (C5)}}
  %0 = nn.broadcast_to %x : (tensor<3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @c6_regions(%x: tensor<1x8x8x2xf32>, %r: tensor<4xf32>, %b: tensor<1xi64>) {
  // expected-error @below {{takes a picture n, h, w, c and rows of regions, not [4] (C6)}}
  %0 = nn.roi_align %x, %r, %b {size = array<i64: 2, 2>} : (tensor<1x8x8x2xf32>, tensor<4xf32>, tensor<1xi64>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @c6_grid(%x: tensor<1x4x4x2xf32>, %g: tensor<1x3x3x3xf32>) {
  // expected-error @below {{grid must have 2 coordinates a place, not [1, 3, 3, 3] (C6)}}
  %0 = nn.grid_sample %x, %g : (tensor<1x4x4x2xf32>, tensor<1x3x3x3xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @c6_scales(%x: tensor<1x2xf32>) {
  // expected-error @below {{scales must have 2 positive entries (C6)}}
  %0 = nn.resize %x {scales = array<f64: 1.0>} : (tensor<1x2xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @c6_resize_rank(%x: tensor<1x2xf32>) {
  // expected-error @below {{the result must keep the rank (C6)}}
  %0 = nn.resize %x {scales = array<f64: 1.0, 2.0>} : (tensor<1x2xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @c6_col2im(%x: tensor<1x5x5xf32>) {
  // expected-error @below {{takes n, c*4, l, not [1, 5, 5] (C6)}}
  %0 = nn.col2im %x {dilation = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>} : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}

// -----

func.func @c7_element(%x: tensor<4xf32>) {
  // expected-error @below {{the result must have elements of f32, not f64 (C7)}}
  %0 = nn.exp %x : (tensor<4xf32>) -> tensor<4xf64>
  return
}

// -----

func.func @c7_open(%x: tensor<6xf32>) {
  // expected-error @below {{6 elements are no rows of 4 (C7)}}
  %0 = nn.reshape %x : (tensor<6xf32>) -> tensor<4x?xf32>
  return
}

// -----

func.func @c8_cut(%x: tensor<3xf32>) {
  // expected-error @below {{cuts off more than [3] has (C8)}}
  %0 = nn.pad %x {before = array<i64: -2>, after = array<i64: -2>} : (tensor<3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @c9_k(%x: tensor<3xf32>) {
  // expected-error @below {{k 4 must be at most the size 3 (C9)}}
  %0:2 = nn.top_k %x {axis = 0 : i64, k = 4 : i64} : (tensor<3xf32>) -> (tensor<4xf32>, tensor<4xi64>)
  return
}

// -----

func.func @c9_axis(%x: tensor<3xf32>) {
  // expected-error @below {{axis 1 must be below the rank 1 (C9)}}
  %0 = nn.arg_max %x {axis = 1 : i64} : (tensor<3xf32>) -> tensor<i64>
  return
}

// -----

func.func @c11_channels(%x: tensor<1x2x2x3xf32>, %w: tensor<1x3x3x2xf32>) {
  // expected-error @below {{filter must be o, kh, kw, 3, not [1, 3, 3, 2] (C11)}}
  %0 = nn.conv_transpose2d %x, %w : (tensor<1x2x2x3xf32>, tensor<1x3x3x2xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @c11_nothing_left(%x: tensor<1x1x1x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error @below {{the padding leaves -1 of dimension 1 (C11)}}
  %0 = nn.conv_transpose2d %x, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return
}

// -----

func.func @c12_inner(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) {
  // expected-error @below {{[2, 3] and [2, 3] are no factors of a matrix product (C12)}}
  %0 = nn.matmul %x, %y : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c12_scalar(%x: tensor<f32>, %y: tensor<3xf32>) {
  // expected-error @below {{takes no scalars (C12)}}
  %0 = nn.matmul %x, %y : (tensor<f32>, tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @c12_operands(%x: tensor<2x3xf32>) {
  // expected-error @below {{the equation 'ij,jk->ik' does not speak of 1 operands (C12)}}
  %0 = nn.einsum %x {equation = "ij,jk->ik"} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c12_ranks(%x: tensor<2x3xf32>) {
  // expected-error @below {{the equation 'i->i' does not have the ranks 2 (C12)}}
  %0 = nn.einsum %x {equation = "i->i"} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @c12_sizes(%x: tensor<2x3xf32>) {
  // expected-error @below {{dimension i has two sizes (C12)}}
  %0 = nn.einsum %x {equation = "ii->i"} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @c12_letter(%x: tensor<2x3xf32>) {
  // expected-error @below {{no operand has the k (C12)}}
  %0 = nn.einsum %x {equation = "ij->k"} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @c12_det(%x: tensor<2x3xf32>) {
  // expected-error @below {{takes square matrices, not [2, 3] (C12)}}
  %0 = nn.det %x : (tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @c13_axis(%x: tensor<2x3xf32>) {
  // expected-error @below {{axis 2 must be below the rank 2 (C13)}}
  %0 = nn.softmax %x {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c13_channels(%x: tensor<2x3xf32>, %p: tensor<2xf32>) {
  // expected-error @below {{parameters must have the shape [3], not [2] (C13)}}
  %0 = nn.batch_norm %x, %p, %p, %p, %p {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c13_groups(%x: tensor<2x3xf32>, %p: tensor<3xf32>) {
  // expected-error @below {{3 channels are no 2 equal groups (C13)}}
  %0 = nn.group_norm %x, %p, %p {axis = 1 : i64, groups = 2 : i64} : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c13_parameters(%x: tensor<2x3xf32>, %p: tensor<2xf32>) {
  // expected-error @below {{parameters [2] must broadcast to [2, 3] (C13)}}
  %0 = nn.rms_norm %x, %p {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c14_ranks(%x: tensor<2x3xf32>, %w: tensor<1x4x3xf32>, %r: tensor<1x4x4xf32>, %b: tensor<1x8xf32>, %h: tensor<1x1x4xf32>) {
  // expected-error @below {{takes x, weight, recurrence and initial of rank 3, bias of rank 2 (C14)}}
  %0:2 = nn.rnn %x, %w, %r, %b, %h {activations = ["tanh"]} : (tensor<2x3xf32>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x8xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @c14_sizes(%x: tensor<2x1x3xf32>, %w: tensor<1x4x3xf32>, %r: tensor<1x4x4xf32>, %b: tensor<1x4xf32>, %h: tensor<1x1x4xf32>) {
  // expected-error @below {{weight [1, 4, 3], recurrence [1, 4, 4], bias [1, 4] and initial [1, 1, 4] do not fit x [2, 1, 3] (C14)}}
  %0:2 = nn.rnn %x, %w, %r, %b, %h {activations = ["tanh"]} : (tensor<2x1x3xf32>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x4xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
  return
}

// -----

func.func @c14_parts(%x: tensor<1x8x3xf32>) {
  // expected-error @below {{takes real or complex numbers in the last dimension, not [1, 8, 3] (C14)}}
  %0 = nn.dft %x {axis = 1 : i64, length = 8 : i64} : (tensor<1x8x3xf32>) -> tensor<1x8x2xf32>
  return
}

// -----

func.func @c15_concat(%x: tensor<2x1xf32>, %y: tensor<3x1xf32>) {
  // expected-error @below {{[3, 1] and [2, 1] differ beside dimension 1 (C15)}}
  %0 = nn.concat %x, %y {axis = 1 : i64} : (tensor<2x1xf32>, tensor<3x1xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @c15_split(%x: tensor<4xf32>) {
  // expected-error @below {{sizes [1, 2] do not add up to 4 (C15)}}
  %0:2 = nn.split %x {axis = 0 : i64, sizes = array<i64: 1, 2>} : (tensor<4xf32>) -> (tensor<1xf32>, tensor<2xf32>)
  return
}

// -----

func.func @c15_results(%x: tensor<4xf32>) {
  // expected-error @below {{has 2 results, not 1 (C15)}}
  %0 = nn.split %x {axis = 0 : i64, sizes = array<i64: 1, 3>} : (tensor<4xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @c15_slice_entries(%x: tensor<4xf32>) {
  // expected-error @below {{begin, size and stride must have 1 entries (C15)}}
  %0 = nn.slice %x {begin = array<i64: 0, 0>, size = array<i64: 2>, stride = array<i64: 1>} : (tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @c15_slice(%x: tensor<4xf32>) {
  // expected-error @below {{takes elements 3 to 4 of 4 along dimension 0 (C15)}}
  %0 = nn.slice %x {begin = array<i64: 3>, size = array<i64: 2>, stride = array<i64: 1>} : (tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @c15_tile(%x: tensor<4xf32>) {
  // expected-error @below {{repeats must have 1 entries that are not negative (C15)}}
  %0 = nn.tile %x {repeats = array<i64: -1>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @c15_blocks(%x: tensor<1x2x2x3xf32>) {
  // expected-error @below {{3 channels are no blocks of 2x2 (C15)}}
  %0 = nn.depth_to_space %x {block = 2 : i64} : (tensor<1x2x2x3xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

func.func @c15_pixels(%x: tensor<1x3x2x1xf32>) {
  // expected-error @below {{3x2 is no multiple of 2 (C15)}}
  %0 = nn.space_to_depth %x {block = 2 : i64} : (tensor<1x3x2x1xf32>) -> tensor<1x1x1x4xf32>
  return
}

// -----

func.func @c15_picture(%x: tensor<3x2xf32>) {
  // expected-error @below {{takes a picture n, h, w, c and a positive block, not [3, 2] (C15)}}
  %0 = nn.space_to_depth %x {block = 2 : i64} : (tensor<3x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @c15_reverse(%x: tensor<3xf32>) {
  // expected-error @below {{axes must be dimensions from 0 to 0 (C15)}}
  %0 = nn.reverse %x {axes = array<i64: 1>} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @c15_sequence(%x: tensor<4x2xf32>, %l: tensor<3xi64>) {
  // expected-error @below {{lengths must be 2, one a sequence (C15)}}
  %0 = nn.reverse_sequence %x, %l {batch_axis = 1 : i64, time_axis = 0 : i64} : (tensor<4x2xf32>, tensor<3xi64>) -> tensor<4x2xf32>
  return
}

// -----

func.func @c15_sequence_axes(%x: tensor<4x2xf32>, %l: tensor<2xi64>) {
  // expected-error @below {{batch_axis and time_axis must be two dimensions of [4, 2] (C15)}}
  %0 = nn.reverse_sequence %x, %l {batch_axis = 1 : i64, time_axis = 1 : i64} : (tensor<4x2xf32>, tensor<2xi64>) -> tensor<4x2xf32>
  return
}

// -----

func.func @c16_batch(%x: tensor<2x3xf32>, %i: tensor<3x1xi64>) {
  // expected-error @below {{the first 1 dimensions must be one and stand before axis 1 (C16)}}
  %0 = nn.gather %x, %i {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<2x3xf32>, tensor<3x1xi64>) -> tensor<2x1xf32>
  return
}

// -----

func.func @c16_elements(%x: tensor<2x3xf32>, %i: tensor<3xi64>) {
  // expected-error @below {{indices must have the rank of input (C16)}}
  %0 = nn.gather_elements %x, %i {axis = 0 : i64} : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<3xf32>
  return
}

// -----

func.func @c16_coordinates(%x: tensor<2xf32>, %i: tensor<1x2xi64>) {
  // expected-error @below {{indices [1, 2] have more coordinates than [2] (C16)}}
  %0 = nn.gather_nd %x, %i : (tensor<2xf32>, tensor<1x2xi64>) -> tensor<1xf32>
  return
}

// -----

func.func @c16_updates(%x: tensor<4xf32>, %i: tensor<2x1xi64>, %u: tensor<3xf32>) {
  // expected-error @below {{updates must have the shape [2], not [3] (C16)}}
  %0 = nn.scatter_nd %x, %i, %u : (tensor<4xf32>, tensor<2x1xi64>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @c16_scatter(%x: tensor<4xf32>, %i: tensor<2xi64>, %u: tensor<3xf32>) {
  // expected-error @below {{indices and updates must have one shape, of the rank of input (C16)}}
  %0 = nn.scatter_elements %x, %i, %u {axis = 0 : i64} : (tensor<4xf32>, tensor<2xi64>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @c16_one_hot(%x: tensor<3xi64>, %v: tensor<3xf32>) {
  // expected-error @below {{values must be two, off and on (C16)}}
  %0 = nn.one_hot %x, %v {axis = 1 : i64, depth = 5 : i64} : (tensor<3xi64>, tensor<3xf32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @c17_boxes(%x: tensor<6x4xf32>, %s: tensor<1x1x6xf32>) {
  // expected-error @below {{takes boxes n, count, 4 and scores n, classes, count, not [6, 4] (C17)}}
  %0 = nn.non_max_suppression %x, %s {max_per_class = 3 : i64} : (tensor<6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
  return
}

// -----

func.func @c17_rows(%x: tensor<2x2xf32>) {
  // expected-error @below {{the result must have the shape [2, ?], not [3, ?] (C17)}}
  %0 = nn.non_zero %x : (tensor<2x2xf32>) -> tensor<3x?xi64>
  return
}

// -----

func.func @c17_sizes(%x: tensor<2x2xf32>) {
  // expected-error @below {{the result must have the shape [2], not [3] (C17)}}
  %0 = nn.shape_of %x : (tensor<2x2xf32>) -> tensor<3xi64>
  return
}

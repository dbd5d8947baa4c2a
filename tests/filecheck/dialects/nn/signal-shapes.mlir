// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case(%arg0: tensor<1x4xi16>, %arg1: tensor<3xi16>) {
  // expected-error @below {{lines of 4, 3 weights (S5)}}
  %0 = nn.signal_window %arg0, %arg1 {shift = 12 : i64} : (tensor<1x4xi16>, tensor<3xi16>) -> tensor<1x4xi16>
  return
}

// -----

func.func @case(%arg0: tensor<4xi16>) {
  // expected-error @below {{its shift is one element (S5)}}
  %0:2 = nn.signal_auto_scale %arg0 : (tensor<4xi16>) -> (tensor<4xi16>, tensor<2xi32>)
  return
}

// -----

func.func @case(%arg0: tensor<6xi16>) {
  // expected-error @below {{its length 7 is not even, from 2 to 1048576 (S5)}}
  %0 = nn.signal_rfft %arg0 {length = 7 : i64} : (tensor<6xi16>) -> tensor<9xi16>
  return
}

// -----

func.func @case(%arg0: tensor<6xi16>) {
  // expected-error @below {{spectra of length 8 are lines of 10, not 8 (S5)}}
  %0 = nn.signal_rfft %arg0 {length = 8 : i64} : (tensor<6xi16>) -> tensor<8xi16>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>) {
  // expected-error @below {{lines of 6 do not fit a length of 8 (S5)}}
  %0 = nn.signal_irfft %arg0 {length = 8 : i64} : (tensor<10xi16>) -> tensor<6xi16>
  return
}

// -----

func.func @case(%arg0: tensor<6xi16>) {
  // expected-error @below {{makes f32 of i16 (S5)}}
  %0 = nn.signal_rfft %arg0 {length = 8 : i64} : (tensor<6xi16>) -> tensor<10xf32>
  return
}

// -----

func.func @case(%arg0: tensor<10xi16>) {
  // expected-error @below {{1 to 6 lies outside 5 pairs (S5)}}
  %0 = nn.signal_energy %arg0 {end = 6 : i64, start = 1 : i64} : (tensor<10xi16>) -> tensor<5xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<4xi16>, %arg2: tensor<2xi16>, %arg3: tensor<3xi16>) {
  // expected-error @below {{2 channels need 3 filters, not 2 (S5)}}
  %0 = nn.signal_filter_bank %arg0, %arg1, %arg1, %arg3, %arg2, %arg3 : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<2xi16>, tensor<3xi16>) -> tensor<2xui64>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<3xui32>, %arg2: tensor<125xi16>) {
  // expected-error @below {{a tensor of 3 goes with one of 4 (S5)}}
  %0 = nn.signal_pcan %arg0, %arg1, %arg2 {shift = 6 : i64} : (tensor<4xui32>, tensor<3xui32>, tensor<125xi16>) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<4xui32>, %arg1: tensor<124xi16>) {
  // expected-error @below {{its table has 125 gains (S5)}}
  %0 = nn.signal_pcan %arg0, %arg0, %arg1 {shift = 6 : i64} : (tensor<4xui32>, tensor<4xui32>, tensor<124xi16>) -> tensor<4xui32>
  return
}

// -----

func.func @case(%arg0: tensor<?xui32>) {
  // expected-error @below {{needs tensors of fixed shape (S5)}}
  %0 = nn.signal_log %arg0 {scale = 1600 : i64, shift = 3 : i64} : (tensor<?xui32>) -> tensor<?xi16>
  return
}

// -----

func.func @case(%arg0: tensor<1x3x4xf32>, %arg1: tensor<1x3x5xf32>, %arg2: tensor<3x4xf32>) {
  // expected-error @below {{scores of 1x3x5 do not go with 3 anchors and 2 classes (S5)}}
  %0:4 = nn.detection_postprocess %arg0, %arg1, %arg2 {classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 10.0, 10.0, 5.0, 5.0>, score_threshold = 0.000000e+00 : f32} : (tensor<1x3x4xf32>, tensor<1x3x5xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
  return
}

// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %corners, %kinds, %values, %count = nn.detection_postprocess %arg0, %arg1, %arg2 {classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 1.000000e+01, 1.000000e+01, 5.000000e+00, 5.000000e+00>, score_threshold = 0.000000e+00 : f32} : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
// GENERIC: %0:4 = "nn.detection_postprocess"(%arg0, %arg1, %arg2) <{classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 1.000000e+01, 1.000000e+01, 5.000000e+00, 5.000000e+00>, score_threshold = 0.000000e+00 : f32}> : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
func.func @example(%arg0: tensor<1x3x4xf32>, %arg1: tensor<1x3x3xf32>, %arg2: tensor<3x4xf32>) {
  %0:4 = nn.detection_postprocess %arg0, %arg1, %arg2 {classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 10.0, 10.0, 5.0, 5.0>, score_threshold = 0.000000e+00 : f32} : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
  return
}

// What follows an object detector.
#ifndef NN_DETECTION_TD
#define NN_DETECTION_TD
include "base.td"

def SinglesTensor : RankedTensorOf<[F32]>;
def PositiveAttr : ConfinedAttr<I64Attr, [IntPositive]>;

def NN_DetectionPostprocessOp : Op<NN_Dialect, "detection_postprocess", [Pure]> {
  let summary = "the best boxes of a detector, without those that overlap";
  let description = [{
    Boxes are given as y, x, height and width against anchors, multiplied by `scale`. Boxes whose class scores at least `score_threshold` are taken best first, but for those that share more than `overlap_threshold` with one taken before: with `regular` class by class, at most `detections_per_class` each, else by the best class of each box, of which `max_classes_per_detection` are given. The results are corners (ymin, xmin, ymax, xmax), classes, scores and how many there are.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x3x4xf32>, %arg1: tensor<1x3x3xf32>, %arg2: tensor<3x4xf32>) {
      %0:4 = nn.detection_postprocess %arg0, %arg1, %arg2 {classes = 2 : i64, detections_per_class = 100 : i64, max_classes_per_detection = 1 : i64, max_detections = 2 : i64, overlap_threshold = 5.000000e-01 : f32, regular = false, scale = array<f32: 10.0, 10.0, 5.0, 5.0>, score_threshold = 0.000000e+00 : f32} : (tensor<1x3x4xf32>, tensor<1x3x3xf32>, tensor<3x4xf32>) -> (tensor<1x2x4xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
      return
    }
    ```
  }];
  let arguments = (ins SinglesTensor:$boxes, SinglesTensor:$scores, SinglesTensor:$anchors,
                       PositiveAttr:$classes, PositiveAttr:$max_detections, PositiveAttr:$max_classes_per_detection,
                       PositiveAttr:$detections_per_class, BoolAttr:$regular, F32Attr:$score_threshold,
                       F32Attr:$overlap_threshold, ConfinedAttr<DenseF32ArrayAttr, [DenseArrayCount<4>]>:$scale);
  let results = (outs SinglesTensor:$corners, SinglesTensor:$kinds, SinglesTensor:$values, SinglesTensor:$count);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // NN_DETECTION_TD

// Predicates and constraints. Class and field names are those of MLIR's ODS; what is native is
// TypeScript instead of C++: an expression over the classes of ir/, in which $_self stands for the
// type or attribute in question and $_op for the operation.
#ifndef CONSTRAINTS_TD
#define CONSTRAINTS_TD

//===----------------------------------------------------------------------===//
// Predicates
//===----------------------------------------------------------------------===//

class Pred;

// One TypeScript expression.
class CPred<code pred> : Pred {
  code predExpr = "(" # pred # ")";
}

class PredCombinerKind;
def PredCombinerAnd : PredCombinerKind;
def PredCombinerOr : PredCombinerKind;
def PredCombinerNot : PredCombinerKind;
def PredCombinerSubstLeaves : PredCombinerKind;
def PredCombinerConcat : PredCombinerKind;

class CombinedPred<PredCombinerKind k, list<Pred> c> : Pred {
  PredCombinerKind kind = k;
  list<Pred> children = c;
}
class And<list<Pred> children> : CombinedPred<PredCombinerAnd, children>;
class Or<list<Pred> children> : CombinedPred<PredCombinerOr, children>;
class Neg<Pred child> : CombinedPred<PredCombinerNot, [child]>;
// Replaces `pat` by `repl` in the leaves of `child`.
class SubstLeaves<string pat, string repl, Pred child>
    : CombinedPred<PredCombinerSubstLeaves, [child]> {
  string pattern = pat;
  string replacement = repl;
}
// The text of `child` between two others.
class Concat<string pre, Pred child, string suf> : CombinedPred<PredCombinerConcat, [child]> {
  string prefix = pre;
  string suffix = suf;
}

def True : Pred;
def False : Pred;

//===----------------------------------------------------------------------===//
// Constraints
//===----------------------------------------------------------------------===//

// `summary` ends the sentence "must be …".
class Constraint<Pred pred, string desc = ""> {
  Pred predicate = pred;
  string summary = desc;
}
class TypeConstraint<Pred predicate, string summary = ""> : Constraint<predicate, summary>;
class AttrConstraint<Pred predicate, string summary = ""> : Constraint<predicate, summary>;
class RegionConstraint<Pred predicate, string summary = ""> : Constraint<predicate, summary>;
class SuccessorConstraint<Pred predicate, string summary = ""> : Constraint<predicate, summary>;

#endif // CONSTRAINTS_TD

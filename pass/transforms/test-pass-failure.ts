import { testPassFailurePass } from '../../generated/transforms-passes.js';
import type { Pass } from '../pass.js';

export const testPassFailure: Pass = {
  ...testPassFailurePass,
  // Banners say it as the reference's do.
  title: '(anonymous namespace)::TestFailurePass',
  run(_op, pass) {
    pass.fail();
  },
};

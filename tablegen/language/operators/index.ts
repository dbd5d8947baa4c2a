/** All operators: importing this file fills the tables. */
import './arithmetic.js';
import './dags.js';
import './lists.js';
import './records.js';
import './strings.js';

export { BangUse, builders, type Scope, typeOf } from './build.js';

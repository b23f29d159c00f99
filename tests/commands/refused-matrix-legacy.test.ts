import { describeOnEachDatabase } from '../db/each-database'
import { defineMatrix } from './refused-matrix'

describeOnEachDatabase('a cut by the doors of the legacy node', (database) => defineMatrix('ts', database))

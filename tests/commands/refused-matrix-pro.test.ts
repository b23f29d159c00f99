import { describeOnEachDatabase } from '../db/each-database'
import { defineMatrix } from './refused-matrix'

describeOnEachDatabase('a cut by the doors of the node pro', (database) => defineMatrix('pro', database))

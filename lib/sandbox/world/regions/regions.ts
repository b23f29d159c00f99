// All regions where the generated fleet drives.

import { AUSTIN } from './austin'
import { KATHMANDU } from './kathmandu'
import { NAIROBI } from './nairobi'
import { PORTO } from './porto'
import type { Region } from './region'
import { SAO_PAULO } from './sao-paulo'
import { SHENZHEN } from './shenzhen'

/** Regions of both demo customers, spread over six time zones. */
export const REGIONS: readonly Region[] = [PORTO, SAO_PAULO, SHENZHEN, NAIROBI, KATHMANDU, AUSTIN]

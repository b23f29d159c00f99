// What a trouble code of a vehicle is about: the name of well-known generic codes, else the family its digits tell (the
// scheme of SAE J2012 / ISO 15031-6). Codes of makers keep their secret, and what follows no scheme has no words here.

/** What is known of a code. `family` is what its digits say, `name` the one of a well-known code. */
export type FaultWords = { name: string | null; family: string | null }

/** Words for a code such as "P0301", in whatever case. Both null for what does not follow the scheme. */
export function faultWords(code: string): FaultWords {
  const plain = code.trim().toUpperCase()
  if (!/^[PCBU][0-3][0-9A-F]{3}(-?[0-9A-F]{2})?$/.test(plain)) return { name: null, family: null }
  return { name: NAMES[plain.slice(0, 5)] ?? null, family: familyOf(plain) }
}

function familyOf(code: string): string {
  const system = SYSTEMS[code[0] ?? ''] ?? ''
  if (isOfMaker(code)) return `${system}, maker's own code`
  const part = code.startsWith('P') ? POWERTRAIN[code.slice(1, 3)] : undefined
  return part === undefined ? `${system}, generic` : `${system}, generic: ${part}`
}

/** Powertrain: 1 and 30 to 33 are the maker's. Elsewhere: 1 and 2. */
function isOfMaker(code: string): boolean {
  if (!code.startsWith('P')) return code[1] === '1' || code[1] === '2'
  return code[1] === '1' || /^P3[0-3]/.test(code)
}

const SYSTEMS: Readonly<Record<string, string>> = {
  P: 'Powertrain',
  C: 'Chassis',
  B: 'Body',
  U: 'Network',
}

const AIR_FUEL = 'fuel and air metering'
const TRANSMISSION = 'transmission'
const HYBRID = 'hybrid or electric drive'

/** By the two digits behind the P. */
const POWERTRAIN: Readonly<Record<string, string>> = {
  '00': 'fuel and air metering, and auxiliary emission controls',
  '01': AIR_FUEL,
  '02': 'fuel and air metering, injector circuit',
  '03': 'ignition system or misfire',
  '04': 'auxiliary emission controls',
  '05': 'vehicle speed, idle control and auxiliary inputs',
  '06': 'control unit and its outputs',
  '07': TRANSMISSION,
  '08': TRANSMISSION,
  '09': TRANSMISSION,
  '0A': HYBRID,
  '0B': HYBRID,
  '0C': HYBRID,
  '20': 'fuel and air metering, and auxiliary emission controls',
  '21': 'fuel and air metering, and auxiliary emission controls',
  '22': 'fuel and air metering, and auxiliary emission controls',
  '23': 'ignition system or misfire',
  '24': 'auxiliary emission controls',
  '25': 'auxiliary inputs',
  '26': 'control unit and its outputs',
  '27': TRANSMISSION,
  '28': TRANSMISSION,
  '29': AIR_FUEL,
  '34': 'cylinder deactivation',
}

/** Generic codes people meet often. */
const NAMES: Readonly<Record<string, string>> = {
  P0010: 'Intake camshaft position actuator circuit, bank 1',
  P0011: 'Intake camshaft timing too far advanced, bank 1',
  P0016: 'Crankshaft and camshaft positions do not match, bank 1 sensor A',
  P0030: 'Oxygen sensor heater circuit, bank 1 sensor 1',
  P0087: 'Fuel rail pressure too low',
  P0088: 'Fuel rail pressure too high',
  P0100: 'Air flow sensor circuit',
  P0101: 'Air flow sensor range or performance',
  P0102: 'Air flow sensor circuit low',
  P0103: 'Air flow sensor circuit high',
  P0106: 'Manifold pressure sensor range or performance',
  P0107: 'Manifold pressure sensor circuit low',
  P0108: 'Manifold pressure sensor circuit high',
  P0110: 'Intake air temperature sensor circuit',
  P0113: 'Intake air temperature sensor circuit high',
  P0115: 'Coolant temperature sensor circuit',
  P0117: 'Coolant temperature sensor circuit low',
  P0118: 'Coolant temperature sensor circuit high',
  P0120: 'Throttle position sensor circuit A',
  P0121: 'Throttle position sensor A range or performance',
  P0122: 'Throttle position sensor A circuit low',
  P0123: 'Throttle position sensor A circuit high',
  P0125: 'Coolant too cold for closed-loop fuel control',
  P0128: 'Coolant stays below thermostat temperature',
  P0130: 'Oxygen sensor circuit, bank 1 sensor 1',
  P0131: 'Oxygen sensor voltage low, bank 1 sensor 1',
  P0132: 'Oxygen sensor voltage high, bank 1 sensor 1',
  P0133: 'Oxygen sensor responds slowly, bank 1 sensor 1',
  P0134: 'Oxygen sensor shows no activity, bank 1 sensor 1',
  P0135: 'Oxygen sensor heater circuit, bank 1 sensor 1',
  P0141: 'Oxygen sensor heater circuit, bank 1 sensor 2',
  P0171: 'Mixture too lean, bank 1',
  P0172: 'Mixture too rich, bank 1',
  P0174: 'Mixture too lean, bank 2',
  P0175: 'Mixture too rich, bank 2',
  P0201: 'Injector circuit, cylinder 1',
  P0202: 'Injector circuit, cylinder 2',
  P0203: 'Injector circuit, cylinder 3',
  P0204: 'Injector circuit, cylinder 4',
  P0217: 'Engine too hot',
  P0219: 'Engine overspeed',
  P0234: 'Turbocharger or supercharger overboost',
  P0299: 'Turbocharger or supercharger underboost',
  P0300: 'Random or multiple cylinder misfire',
  P0301: 'Misfire, cylinder 1',
  P0302: 'Misfire, cylinder 2',
  P0303: 'Misfire, cylinder 3',
  P0304: 'Misfire, cylinder 4',
  P0305: 'Misfire, cylinder 5',
  P0306: 'Misfire, cylinder 6',
  P0325: 'Knock sensor 1 circuit, bank 1',
  P0335: 'Crankshaft position sensor A circuit',
  P0340: 'Camshaft position sensor A circuit, bank 1',
  P0401: 'Exhaust gas recirculation flow too low',
  P0402: 'Exhaust gas recirculation flow too high',
  P0420: 'Catalyst efficiency below threshold, bank 1',
  P0430: 'Catalyst efficiency below threshold, bank 2',
  P0440: 'Evaporative emission system',
  P0441: 'Evaporative emission system, wrong purge flow',
  P0442: 'Evaporative emission system, small leak',
  P0446: 'Evaporative emission system, vent control circuit',
  P0455: 'Evaporative emission system, large leak',
  P0456: 'Evaporative emission system, very small leak',
  P0500: 'Vehicle speed sensor A',
  P0505: 'Idle air control system',
  P0506: 'Idle speed lower than expected',
  P0507: 'Idle speed higher than expected',
  P0520: 'Oil pressure sensor or switch circuit',
  P0562: 'System voltage low',
  P0563: 'System voltage high',
  P0600: 'Serial communication link',
  P0601: 'Control module memory checksum',
  P0606: 'Control module processor',
  P0700: 'Transmission control system asks for a check',
  P0705: 'Transmission range sensor A circuit',
  P0715: 'Turbine speed sensor A circuit',
  P0720: 'Output speed sensor circuit',
  P0730: 'Wrong gear ratio',
  P0740: 'Torque converter clutch circuit',
  P2002: 'Particulate filter efficiency below threshold, bank 1',
  P2463: 'Particulate filter, too much soot',
  U0001: 'High-speed CAN bus',
  U0100: 'Lost communication with engine control module A',
  U0101: 'Lost communication with transmission control module',
  U0121: 'Lost communication with brake control module',
}

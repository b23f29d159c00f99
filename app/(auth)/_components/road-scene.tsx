/** A quiet picture of the product's world: roads, places, vehicles in their status colours and shapes. Decoration only. */
export function RoadScene() {
  return (
    <div aria-hidden className="relative hidden overflow-hidden lg:block">
      <svg
        aria-hidden
        viewBox="0 0 800 800"
        preserveAspectRatio="xMidYMid slice"
        className="absolute inset-0 size-full"
      >
        <g fill="var(--sunken)">
          {WATER.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
        <g fill="none" strokeLinecap="round" strokeLinejoin="round">
          <g stroke="var(--line)" strokeWidth="2.5">
            {LANES.map((path) => (
              <path key={path} d={path} />
            ))}
          </g>
          {ROADS.map((path) => (
            <path key={path} d={path} stroke="var(--line)" strokeWidth="9" />
          ))}
          {ROADS.map((path) => (
            <path key={path} d={path} stroke="var(--panel)" strokeWidth="6" />
          ))}
          <path d={TRAIL} stroke="var(--accent)" strokeWidth="4" strokeDasharray="1 9" />
        </g>
        {VEHICLES.map((vehicle) => (
          <Vehicle key={`${vehicle.x} ${vehicle.y}`} {...vehicle} />
        ))}
      </svg>
    </div>
  )
}

type SceneVehicle = {
  x: number
  y: number
  status: 'moving' | 'idling' | 'parked' | 'offline'
  headingDeg?: number
}

function Vehicle({ x, y, status, headingDeg = 0 }: SceneVehicle) {
  return (
    <g transform={`translate(${x} ${y}) rotate(${headingDeg})`}>
      <circle r="15" fill="var(--raised)" stroke="var(--line-strong)" strokeOpacity="0.35" />
      <path d={SHAPES[status]} fill={`var(--status-${status})`} fillRule="evenodd" />
    </g>
  )
}

const SHAPES: Record<SceneVehicle['status'], string> = {
  moving: 'M0 -9 L7 7 L0 3.5 L-7 7 Z',
  idling: 'M-5 -6 H-1.5 V6 H-5 Z M1.5 -6 H5 V6 H1.5 Z',
  parked: 'M-6 -6 H6 V6 H-6 Z',
  offline: 'M-6 0 A6 6 0 1 0 6 0 A6 6 0 1 0 -6 0 Z M-3 0 A3 3 0 1 1 3 0 A3 3 0 1 1 -3 0 Z',
}

const WATER = [
  'M-20 610 C120 560 170 660 300 650 S470 720 520 830 H-20 Z',
  'M610 -20 C590 60 660 110 740 100 S830 140 840 60 V-20 Z',
]
const LANES = [
  'M60 -20 L110 240 L70 470 L-20 560',
  'M-20 150 L240 190 L470 130 L640 190 L820 150',
  'M330 -20 L300 200 L350 420 L398 545',
  'M500 -20 L470 130 L540 330 L700 420 L820 400',
  'M-20 380 L110 400 L350 420 L520 560 L560 820',
  'M640 190 L700 420 L660 640 L820 720',
  'M350 420 L540 330',
  'M520 560 L660 640',
]
const ROADS = [
  'M-20 300 C140 290 230 330 340 300 S560 220 640 260 S760 330 820 310',
  'M200 -20 C220 120 180 220 232 312 S380 500 420 600 S480 760 470 820',
  'M640 260 C600 380 640 470 610 560 S530 712 456 706',
]
const TRAIL = 'M232 312 C284 404 380 500 420 600'
const VEHICLES: SceneVehicle[] = [
  { x: 420, y: 600, status: 'moving', headingDeg: 158 },
  { x: 128, y: 296, status: 'moving', headingDeg: 92 },
  { x: 574, y: 236, status: 'moving', headingDeg: 75 },
  { x: 622, y: 470, status: 'idling' },
  { x: 470, y: 130, status: 'parked' },
  { x: 350, y: 420, status: 'parked' },
  { x: 700, y: 420, status: 'offline' },
  { x: 205, y: 118, status: 'moving', headingDeg: 185 },
]

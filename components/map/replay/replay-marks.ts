// The marks of a replay as images: numbered stops, alarms, arrows along the way. Drawn here, so that no basemap has to bring
// fonts or icons for them.

export type MarkColours = Record<
  'paper' | 'ink' | 'danger' | 'accent' | 'muted' | 'idling' | 'parked',
  string
>

/** The page's tokens as they are now. */
export function readMarkColours(element: Element): MarkColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    paper: token('panel'),
    ink: token('ink'),
    danger: token('danger'),
    accent: token('accent'),
    muted: token('muted'),
    idling: token('status-idling'),
    parked: token('status-parked'),
  }
}

const SCALE = 2

/** The image a layer names; null for what is none of ours. */
export function markImage(id: string, colours: MarkColours): ImageData | null {
  if (id === 'replay-arrow') return drawn(12, 12, drawArrow)
  if (id === 'replay-alarm') return drawn(18, 18, (pen) => drawAlarm(pen, colours))
  const [, kind, colour, number] = /^replay-stop\/(parked|idling)\/(#[0-9a-f]{6})\/(\d+)$/.exec(id) ?? []
  if (kind === undefined || colour === undefined || number === undefined) return null
  const width = 14 + number.length * 7
  return drawn(Math.max(22, width), 22, (pen) => drawStop(pen, { kind, colour, number, colours }))
}

type Pen = CanvasRenderingContext2D

function drawn(width: number, height: number, draw: (pen: Pen) => void): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = height * SCALE
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.scale(SCALE, SCALE)
  draw(pen)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

/** Points east, as the map turns it along the line. */
function drawArrow(pen: Pen): void {
  pen.lineWidth = 1.75
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = '#ffffff'
  pen.beginPath()
  pen.moveTo(4.5, 3)
  pen.lineTo(7.5, 6)
  pen.lineTo(4.5, 9)
  pen.stroke()
}

type StopMark = { kind: string; colour: string; number: string; colours: MarkColours }

/** Parked stands in a square, idling in a round: the shape tells them apart, the edge says whose it is. */
function drawStop(pen: Pen, { kind, colour, number, colours }: StopMark): void {
  const width = pen.canvas.width / SCALE
  pen.beginPath()
  pen.roundRect(2, 2, width - 4, 18, kind === 'idling' ? 9 : 5)
  pen.fillStyle = kind === 'idling' ? colours.idling : colours.parked
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = colours.paper
  pen.stroke()
  pen.lineWidth = 1
  pen.strokeStyle = colour
  pen.stroke()
  pen.fillStyle = colours.paper
  pen.font = '600 11px "Inter Variable", system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(number, width / 2, 11.5)
}

function drawAlarm(pen: Pen, colours: MarkColours): void {
  pen.beginPath()
  pen.moveTo(9, 2)
  pen.lineTo(16.5, 15.5)
  pen.lineTo(1.5, 15.5)
  pen.closePath()
  pen.lineJoin = 'round'
  pen.lineWidth = 2.5
  pen.strokeStyle = colours.paper
  pen.stroke()
  pen.fillStyle = colours.danger
  pen.fill()
  pen.fillStyle = colours.paper
  pen.fillRect(8.2, 6.5, 1.6, 4.6)
  pen.fillRect(8.2, 12.2, 1.6, 1.6)
}

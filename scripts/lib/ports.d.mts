export type PortWish = {
  named: string | undefined
  preferred: number
  variable: string
  promised?: readonly number[]
}
export function choosePort(wish: PortWish): Promise<number>

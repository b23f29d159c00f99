export function journeyWorkers(namedDemos: string | undefined, cores: number): number

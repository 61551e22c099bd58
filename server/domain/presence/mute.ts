/** Whether the player is muted at `wall` (epoch ms). Which requests that refuses stands in shared/requests.ts. */
export const isMuted = ({ mutedUntil }: { mutedUntil: number }, wall: number): boolean => mutedUntil > wall;

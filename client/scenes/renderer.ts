/** WebGL where a graphics card does it; Canvas where software would: 10 frames a second against 60 here. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|warp|basic render/i;

export const isSoftware = (renderer: string): boolean => SOFTWARE.test(renderer);

export function webglRenderer(): string | undefined {
  const gl = document.createElement('canvas').getContext('webgl');
  if (!gl) return undefined;
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

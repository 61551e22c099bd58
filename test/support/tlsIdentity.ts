/** A self-signed identity for 127.0.0.1, for tests only: its key is public. */
const pem = (kind: string, base64: string): string =>
  `-----BEGIN ${kind}-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

export const TLS_KEY = pem(
  'PRIVATE KEY',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgduqYZkpUsZl5jkZrkNbUs3tPdWzmQqTaCZoB//SKpXOhRANCAARl' +
    'p+U6SWGd0gQ5N8Yf/gAtkjhfDnRLOBHIsbYrDtHo54TmDo6DA1rhJEKHJfzfS8x6GWDsETswdUR2juZof7Ty',
);

export const TLS_CERT = pem(
  'CERTIFICATE',
  'MIIBkTCCATagAwIBAgIUUPStZUcUo3LnLgSXiwu1288lNzgwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2' +
    'MTEyNDE4NDc1MVoYDzIxMjYxMDMxMTg0NzUxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC' +
    'AARlp+U6SWGd0gQ5N8Yf/gAtkjhfDnRLOBHIsbYrDtHo54TmDo6DA1rhJEKHJfzfS8x6GWDsETswdUR2juZof7Tyo2QwYjAdBgNV' +
    'HQ4EFgQUAXeCivAwBPuhYx5A+CE15yODVG0wHwYDVR0jBBgwFoAUAXeCivAwBPuhYx5A+CE15yODVG0wDwYDVR0TAQH/BAUwAwEB' +
    '/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYCIQD3ESPN8id/ptngaMj/b38Dn9bFD3Ci8m+6G8hNcwGnTwIhAJFN' +
    '2gBsLJ58wafYohoh7Ww8ihR/0VPqGac4/43aqVvn',
);

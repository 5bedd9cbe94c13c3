/** A success as a file. */
export function readBlob(response: Response): Promise<Blob> {
  return response.blob();
}

// DoDFormat

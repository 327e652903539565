// DoDReport

// DoDCalendar

"""What sales answers of the leads it was handed."""
